import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { onTestFinished } from 'vitest';

const cli = join(import.meta.dirname, '../../src/cli.ts');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** All that was printed to standard output so far. */
  readonly stdout: () => string;
  /** Waits until standard output holds `text`. */
  readonly until: (text: string) => Promise<void>;
}

export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Before the program's own file. */
  readonly node?: readonly string[];
}

/** The real command line, on the Node that runs the tests. */
export function start(args: readonly string[], options: StartOptions = {}): Running {
  const { HOME, PATH } = process.env;
  const child = spawn(process.execPath, [...(options.node ?? []), cli, ...args], {
    env: { HOME, PATH, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    for (const listener of listeners) listener();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const until = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!stdout.includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
      void ended.then(({ code }) => reject(new Error(`It ended with ${code}: ${stderr}`)));
    });
  return { child, ended, stdout: () => stdout, until };
}

export const run = (args: readonly string[], options?: StartOptions): Promise<Ended> =>
  start(args, options).ended;

/** A home directory with this configuration. Its path is short: a socket lies in it. */
export function homeWith(toml?: string): string {
  const home = realpathSync(mkdtempSync('/tmp/pdc-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  mkdirSync(join(home, 'codex'));
  if (toml !== undefined) writeFileSync(join(home, 'config.toml'), toml, { mode: 0o600 });
  return home;
}
