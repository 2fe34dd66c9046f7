import type { Clock } from '../../../base/clock.ts';
import type { Connection } from './connection.ts';

export interface LivenessOptions {
  /** Milliseconds between two checks. */
  readonly everyMs: number;
  /** Milliseconds an answer may take before the connection is given up. */
  readonly deadlineMs: number;
}

/**
 * Asks something cheap now and then, since the server sends no pings and a half-open socket tells
 * nothing. Ends when the connection does, which it closes itself when no answer comes.
 */
export async function keepAlive(
  connection: Connection,
  clock: Clock,
  { everyMs, deadlineMs }: LivenessOptions,
  signal: AbortSignal,
): Promise<void> {
  while (connection.isOpen) {
    await clock.sleep(everyMs, signal);
    if (!(await answers(connection, clock, deadlineMs, signal))) {
      connection.close(`no answer within ${deadlineMs} ms`);
    }
  }
}

async function answers(
  connection: Connection,
  clock: Clock,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const asked = connection.request('thread/loaded/list', { limit: 1 }, either).then(
    () => true,
    () => !connection.isOpen || !either.aborted, // a refusal is an answer too
  );
  const late = clock.sleep(deadlineMs, either).then(
    () => false,
    () => true,
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    done.abort();
    signal.throwIfAborted();
  }
}
