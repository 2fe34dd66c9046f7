import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseJson, type Transport } from './transport.ts';

export interface StdioOptions {
  /** Absolute path of the native program. */
  readonly codex: string;
  /** Of the person's, before our own, e.g. `-c key=value`. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Its complaints are appended here. */
  readonly logFile: string;
}

/** Starts an app-server of our own: one JSON value a line. It ends when its input does (25 ms). */
export async function openStdio(options: StdioOptions, signal: AbortSignal): Promise<Transport> {
  signal.throwIfAborted();
  const log = openSync(options.logFile, 'a', 0o600);
  try {
    const child = spawn(options.codex, [...options.args, 'app-server'], {
      cwd: options.cwd,
      env: options.env,
      stdio: ['pipe', 'pipe', log],
    });
    await once(child, 'spawn', { signal });
    return overPipes(child);
  } finally {
    closeSync(log);
  }
}

function overPipes(child: ChildProcess): Transport {
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('The app-server has no pipes');
  let ended = false;
  stdin.on('error', () => {}); // a write to a process that just died; its end is reported below
  return {
    start(handlers) {
      createInterface({ input: stdout, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
        if (line !== '') handlers.message(parseJson(line));
      });
      child.once('close', (code, signal) => {
        ended = true;
        handlers.closed(`the app-server ended (${signal ?? code ?? 'unknown'})`);
      });
    },
    send(message) {
      if (ended) throw new Error('the app-server ended');
      stdin.write(`${JSON.stringify(message)}\n`);
    },
    close() {
      stdin.end();
    },
  };
}
