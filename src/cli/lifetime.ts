import process from 'node:process';
import type { Log } from '../base/log.ts';
import type { Redactor } from '../base/redact.ts';
import { explain } from './explain.ts';

// A supervisor kills after 5 s; what has not ended by then is safe to cut off, as in any crash.
const hardStopMs = 4_500;

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** The way to end the bridge: by a signal of the system, or by `now`. */
export interface Stop extends Disposable {
  readonly signal: AbortSignal;
  readonly now: () => void;
}

export function stopOnSignals(): Stop {
  const stop = new AbortController();
  const now = (): void => stop.abort(new DOMException('pocketdex was told to stop', 'AbortError'));
  const onSignal = (): void => {
    now();
    setTimeout(() => process.exit(0), hardStopMs).unref();
  };
  for (const name of signals) process.once(name, onSignal);
  return {
    signal: stop.signal,
    now,
    [Symbol.dispose]: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}

/** A mistake of ours ends the bridge, and the supervisor starts it anew; nothing is printed unredacted. */
export function endOnBugs(log: Log, redactor: Redactor): Disposable {
  const onBug = (error: unknown): void => {
    log.error('ended by a mistake of ours', { error });
    process.exit(explain(error, redactor));
  };
  // Whoever reads our output may leave before we do.
  const onLost = (): void => undefined;
  process.on('uncaughtException', onBug);
  process.stdout.on('error', onLost);
  process.stderr.on('error', onLost);
  return {
    [Symbol.dispose]: () => {
      process.off('uncaughtException', onBug);
      process.stdout.off('error', onLost);
      process.stderr.off('error', onLost);
    },
  };
}
