import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { DemoPlaces } from './places.ts';

/** The bridge as it runs anywhere: a process of its own. */
export interface Bridge extends AsyncDisposable {
  /** Resolves at its line `pocketdex ready`; gives the milliseconds that it took. */
  start(signal: AbortSignal): Promise<number>;
  /** SIGKILL, in the middle of whatever it does; resolves when it is gone. */
  kill(): Promise<void>;
  readonly pid: number | undefined;
}

const readyWithinMs = 30_000;

export function createBridge(places: DemoPlaces): Bridge {
  let child: ChildProcess | undefined;

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill(signal);
    await gone;
  };
  // For a demo that ends without its clean-up.
  const last = (): void => void child?.kill('SIGKILL');
  process.once('exit', last);

  return {
    get pid() {
      return child?.pid;
    },
    start: async (signal) => {
      const begun = performance.now();
      child = spawn(process.execPath, [programFile(), '--home', places.home, 'run'], {
        cwd: places.root,
        env: environment(places),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      await ready(child, AbortSignal.any([signal, AbortSignal.timeout(readyWithinMs)]));
      return performance.now() - begun;
    },
    kill: async () => end('SIGKILL'),
    async [Symbol.asyncDispose]() {
      process.off('exit', last);
      await end('SIGTERM');
    },
  };
}

async function ready(child: ChildProcess, signal: AbortSignal): Promise<void> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The bridge has no output.');
  const said: string[] = [];
  stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  await new Promise<void>((resolve, reject) => {
    const failed = (why: string): void =>
      reject(new Error(`The bridge is not ready: ${why} ${said.join('').trim()}`.trimEnd()));
    child.once('exit', (code, by) => failed(`it ended with ${by ?? code}.`));
    child.once('error', reject);
    signal.addEventListener('abort', () => failed('it was waited for in vain.'), { once: true });
    createInterface({ input: stdout }).on('line', (line) => {
      if (line === 'pocketdex ready') resolve();
    });
  });
}

/** Nothing of the person's own Codex or bridge is read or written. */
function environment({ root, bin, codexHome, temporary }: DemoPlaces): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:POCKETDEX_|CODEX_|OPENAI_|NODE_|DEBUG$|XDG_)/.test(name),
  );
  const path = [bin, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  // Codex leaves marks of its sandbox among the temporary files (0.169.0): they go with the rest.
  const own = { HOME: root, TMPDIR: temporary, CODEX_HOME: codexHome, PATH: path };
  return { ...Object.fromEntries(kept), ...own };
}

/** The program that a person starts: our sources, or `dist/cli.js`, where this file is a chunk beside it. */
function programFile(): string {
  const source = join(import.meta.dirname, '../../cli.ts');
  return existsSync(source) ? source : join(import.meta.dirname, 'cli.js');
}
