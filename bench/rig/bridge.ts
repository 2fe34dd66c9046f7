import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, '../../dist/cli.js');
const readyWithinMs = 20_000;

/** The shipped build as a process of its own. */
export interface BridgeProcess {
  readonly pid: number;
  /** From the start of the process to its line `pocketdex ready`. */
  readonly startMs: number;
  /** SIGTERM; resolves when it is gone. */
  stop(): Promise<void>;
}

/** @param home everything of the bridge's own: `config.toml`, store, logs */
export async function startBridge(home: string): Promise<BridgeProcess> {
  const begun = performance.now();
  const child = spawn(process.execPath, [program, 'run'], {
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      POCKETDEX_HOME: home,
      // To look closer: `BENCH_NODE_OPTIONS='--cpu-prof' npm run bench -- --only 6`.
      NODE_OPTIONS: process.env['BENCH_NODE_OPTIONS'] ?? '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const atExit = (): void => void child.kill('SIGKILL');
  process.once('exit', atExit);
  const ready = new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The bridge was not ready within ${readyWithinMs} ms.`));
    }, readyWithinMs);
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line !== 'pocketdex ready') return;
      clearTimeout(late);
      resolve(performance.now() - begun);
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`The bridge ended with ${code}.`));
    });
  });
  const startMs = await ready;
  const { pid } = child;
  if (pid === undefined) throw new Error('The bridge has no process.');
  return {
    pid,
    startMs,
    async stop() {
      process.off('exit', atExit);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
