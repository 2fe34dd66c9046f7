import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { systemClock } from '../../../src/base/clock.ts';
import { createScriptedModel } from '../../../src/demo/scripted-model/server.ts';
import { createEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { serve } from '../../../src/emulator/http/serve.ts';
import { type CodexHome, makeCodexHome, pinnedCodex } from '../codex-home.ts';
import { killServersOf } from '../codex-servers.ts';

/** The real Codex on the scripted model. It serves one story after the other. */
export interface RealEngine extends AsyncDisposable {
  readonly home: CodexHome;
  /** SIGKILL for whatever serves this home, whoever started it. */
  kill(): void;
}

export async function createRealEngine(): Promise<RealEngine> {
  const model = await createScriptedModel({});
  const home = makeCodexHome(model.url);
  await home.start();
  return {
    home,
    kill: () => void killServersOf(home.path),
    [Symbol.asyncDispose]: async () => {
      await home[Symbol.asyncDispose]();
      await model.close();
    },
  };
}

export interface RealOptions {
  readonly engine: RealEngine;
  readonly people: readonly number[];
  readonly chats: () => readonly number[];
  readonly projects: readonly string[];
}

/** The bridge as a process of its own, started as people start it, with its own emulator over HTTP. */
export interface Real extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly storePath: string;
  readonly isUp: boolean;
  /** Starts it and waits until it is ready. */
  start(): Promise<void>;
  /** SIGKILL, in the middle of whatever it does; resolves when it is gone. */
  kill(): Promise<void>;
  /** What the log says went wrong. */
  failures(): readonly string[];
}

const cli = join(import.meta.dirname, '../../../src/cli.ts');
const startMs = 30_000;

export async function createReal(options: RealOptions): Promise<Real> {
  const emulator = createEmulator({ clock: systemClock });
  const served = await serve(emulator, { port: 0 });
  const root = mkdtempSync('/tmp/pdx-real-');
  const home = join(root, 'home');
  mkdirSync(home, { mode: 0o700 });
  let child: ChildProcess | undefined;
  const ended: string[] = [];

  const kill = async (): Promise<void> => {
    const now = child;
    child = undefined;
    if (!now || now.exitCode !== null || now.signalCode !== null) return;
    const gone = once(now, 'exit');
    now.kill('SIGKILL');
    await gone;
  };
  const start = async (): Promise<void> => {
    writeFileSync(join(home, 'config.toml'), configOf(options, emulator, served.url, root), {
      mode: 0o600,
    });
    const now = spawn(process.execPath, [cli, '--home', home, 'run'], {
      cwd: root,
      env: { ...process.env, HOME: root, CODEX_HOME: options.engine.home.path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = now;
    let told = '';
    now.stderr.on('data', (text) => {
      told += String(text);
    });
    now.on('exit', (code) => {
      if (child !== now) return;
      child = undefined;
      ended.push(`the bridge ended with ${code}: ${told.slice(-2000)}`);
    });
    await ready(now);
  };

  return {
    ...{ emulator, start, kill },
    storePath: join(home, 'state.db'),
    get isUp() {
      return child !== undefined;
    },
    failures: () => [...ended, ...errorsIn(join(home, 'log', 'pocketdex.log'))],
    [Symbol.asyncDispose]: async () => {
      await kill();
      emulator.close();
      await served.close();
      rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

async function ready(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, startMs);
    const done = (): void => {
      clearTimeout(late);
      resolve();
    };
    child.stdout?.on('data', (text) => {
      if (String(text).includes('pocketdex ready')) done();
    });
    child.once('exit', done);
  });
}

const configOf = (
  { engine, people, chats, projects }: RealOptions,
  emulator: Emulator,
  apiRoot: string,
  root: string,
): string => `
[telegram]
bot_token = "${emulator.token}"
api_root = "${apiRoot}"
chat_ids = [${chats().join(', ')}]
[access]
owners = [${people.join(', ')}]
[codex]
home = "${engine.home.path}"
command = "${pinnedCodex()}"
[directories]
projectless = "${root}/chats/{date}/{title}"
${projects.map((name) => `[[projects]]\nname = "${name}"\npath = "${engine.home.project}"\n`).join('')}`;

function errorsIn(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"level":"error"'));
}
