import type { Clock } from './clock.ts';

/** An ending that was asked for, not a failure: never logged as one. */
export const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || codeOf(error) === 'ABORT_ERR');

const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined);

/** The time given to something ran out. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/**
 * Runs `act` with a signal that also ends after `ms`.
 *
 * @throws {DeadlineError} when the time ran out before `act` settled, whether or not it heeds the signal
 */
export async function withDeadline<T>(
  clock: Clock,
  ms: number,
  act: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const late = clock.sleep(ms, both).then(() => {
    throw new DeadlineError(`Not done within ${ms} ms.`);
  });
  try {
    return await Promise.race([act(both), late]);
  } finally {
    stop.abort();
  }
}
