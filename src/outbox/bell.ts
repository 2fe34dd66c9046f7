import type { Clock } from '../base/clock.ts';

/** Wakes a loop that has nothing to do. A ring while nobody waits is not lost. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, after `ms` if given, or when the signal is aborted. */
  wait(ms: number | undefined, clock: Clock, signal: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  let isRung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      isRung = true;
      wake?.();
    },
    wait: async (ms, clock, signal) => {
      if (!isRung && !signal.aborted) await ringing(ms, clock, signal);
      isRung = false;
      wake = undefined;
    },
  };

  async function ringing(ms: number | undefined, clock: Clock, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const rung = new Promise<void>((resolve) => {
      wake = resolve;
      signal.addEventListener('abort', () => resolve(), { signal: over.signal });
    });
    const slept = ms === undefined ? rung : clock.sleep(ms, over.signal).catch(() => undefined);
    await Promise.race([rung, slept]);
    over.abort();
  }
}
