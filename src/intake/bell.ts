import type { Clock } from '../base/clock.ts';

/** Wakes one waiter. A ring that nobody waits for is kept for the next wait. */
export interface Bell {
  ring(): void;
  /** Ends with a ring or after `ms` (undefined: only with a ring); rejects with the signal's reason. */
  wait(ms: number | undefined, signal: AbortSignal): Promise<void>;
}

export function createBell(clock: Clock): Bell {
  let rung = new AbortController();
  return {
    ring: () => rung.abort(),
    wait: async (ms, signal) => {
      const own = rung.signal;
      if (!own.aborted) {
        const end = new AbortController();
        const stop = (): void => end.abort();
        own.addEventListener('abort', stop, { once: true });
        signal.addEventListener('abort', stop, { once: true });
        if (signal.aborted) stop();
        await (ms === undefined
          ? aborted(end.signal)
          : clock.sleep(ms, end.signal).catch(() => {}));
        own.removeEventListener('abort', stop);
        signal.removeEventListener('abort', stop);
      }
      signal.throwIfAborted();
      rung = own.aborted ? new AbortController() : rung;
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
