import { setTimeout as delay } from 'node:timers/promises';

/** The only source of time. The simulation hands in one that it can advance. */
export interface Clock {
  /** Unix milliseconds of the wall. It may jump. */
  now(): number;
  /** Milliseconds that never go back, for measuring spans. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => delay(Math.max(0, ms), undefined, signal ? { signal } : {}),
};
