import { isAbort } from './abort.ts';

type Loop = (signal: AbortSignal) => Promise<void>;

/**
 * Runs loops side by side. The first to end stops the rest; all have ended when this settles.
 *
 * @throws what the first of the failed loops threw, in the order in which they are given
 */
export async function runTogether(signal: AbortSignal, ...loops: readonly Loop[]): Promise<void> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const ends = await Promise.allSettled(
    loops.map(async (run) => run(both).finally(() => stop.abort())),
  );
  const failures = ends.filter((end) => end.status === 'rejected');
  // A loop that was stopped says so with an abort; the failure that stopped it is the news.
  const failure = failures.find(({ reason }) => !isAbort(reason)) ?? failures[0];
  if (failure) throw failure.reason;
}
