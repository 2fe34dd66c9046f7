import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

export interface StartOptions {
  readonly codex: string;
  /** Of the person's, before our own, e.g. `-c key=value`. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly logFile: string;
}

export interface Started {
  readonly pid: number | undefined;
  /** How it ended, or undefined while it runs. */
  exit(): string | undefined;
}

/**
 * Starts a server on the control socket that outlives us: `--listen unix://` is the daemon's own
 * socket without the daemon's copy of the program and its updater (codex/README.md, section 1).
 */
export async function startDetached(options: StartOptions): Promise<Started> {
  const log = openSync(options.logFile, 'a', 0o600);
  try {
    const server = spawn(options.codex, [...options.args, 'app-server', '--listen', 'unix://'], {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    let exit: string | undefined;
    server.once('exit', (code, signal) => {
      exit = String(signal ?? code);
    });
    await once(server, 'spawn');
    server.unref();
    return { pid: server.pid, exit: () => exit };
  } finally {
    closeSync(log);
  }
}
