import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { codexConfig } from '../../src/demo/scripted-model/config.ts';
import { findCodex } from '../../src/engine/codex/server/binary.ts';
import { controlSocket } from '../../src/engine/codex/server/server.ts';
import { openUnixSocket } from '../../src/engine/codex/transport/socket.ts';
import { killServersOf } from './codex-servers.ts';

/** The native program of the version that package.json pins. */
export function pinnedCodex(): string {
  const found = findCodex(
    join(import.meta.dirname, '../../node_modules/@openai/codex/bin/codex.js'),
  );
  if (found === undefined) throw new Error('The pinned @openai/codex is not installed: npm ci');
  return found;
}

/** A `CODEX_HOME` of its own with a project beside it, and the real server on its control socket. */
export interface CodexHome extends AsyncDisposable {
  /** `CODEX_HOME`. Its path is short: a unix socket's takes at most 107 bytes. */
  readonly path: string;
  /** A directory to work in, which Codex may write. */
  readonly project: string;
  readonly logFile: string;
  /** Starts the server and waits until it listens. */
  start(): Promise<void>;
  /** SIGKILL, in the middle of whatever it does; resolves when it is gone. */
  kill(): Promise<void>;
  readonly pid: number | undefined;
}

export function makeCodexHome(modelUrl: string): CodexHome {
  const root = realpathSync(mkdtempSync('/tmp/pdx-'));
  const path = join(root, 'h');
  const project = join(root, 'p');
  const logFile = join(root, 'codex.log');
  mkdirSync(path, { mode: 0o700 });
  mkdirSync(project);
  writeFileSync(join(path, 'config.toml'), codexConfig(modelUrl));
  let server: ChildProcess | undefined;
  // For a test process that ends without its clean-up.
  process.once('exit', () => server?.kill('SIGKILL'));

  const kill = async (): Promise<void> => {
    if (server?.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
    // A child that it was just forking would keep its socket and its lock.
    killServersOf(path);
  };
  return {
    path,
    project,
    logFile,
    get pid() {
      return server?.pid;
    },
    async start() {
      const log = openSync(logFile, 'a');
      server = spawn(pinnedCodex(), ['app-server', '--listen', 'unix://'], {
        cwd: path,
        env: { ...process.env, CODEX_HOME: path, HOME: root },
        stdio: ['ignore', log, log],
      });
      await untilListening(path, server, logFile);
    },
    kill,
    async [Symbol.asyncDispose]() {
      await kill();
      killServersOf(path);
      // A command that an interrupted turn left running may still write here.
      rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

async function untilListening(path: string, server: ChildProcess, logFile: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      const transport = await openUnixSocket(controlSocket(path), AbortSignal.timeout(5_000));
      transport.close();
      return;
    } catch (error) {
      const end = server.exitCode ?? server.signalCode;
      if (end !== null || Date.now() > deadline) {
        const log = readFileSync(logFile, 'utf8').slice(-2_000);
        throw new Error(`Codex does not listen (ended: ${end}): ${log}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
