import { execFile } from 'node:child_process';

/** What a program said, once it has ended. */
export interface Output {
  /** Undefined when it was ended by a signal, or could not be started. */
  readonly code: number | undefined;
  readonly stdout: string;
}

const mostBytes = 1024 * 1024;

/**
 * Runs a program to its end, without a shell. A failure is an outcome, not an error.
 *
 * @param withinMs after this it is ended
 */
export const outputOf = async (
  program: string,
  args: readonly string[],
  withinMs: number,
  signal: AbortSignal,
): Promise<Output> =>
  new Promise((resolve) => {
    const options = { timeout: withinMs, maxBuffer: mostBytes, windowsHide: true, signal };
    execFile(program, args, options, (error, stdout) => {
      const code = error ? (typeof error.code === 'number' ? error.code : undefined) : 0;
      resolve({ code, stdout });
    });
  });
