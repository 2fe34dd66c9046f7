import type { Clock } from './clock.ts';

/** Tells one loop that there is something to look at. A wake before the wait is not lost. */
export interface Wake {
  wake(): void;
  /**
   * Resolves after the next `wake` (at once when one came since the last wait), at `untilAt`, and now
   * and then without a reason: who was woken looks for itself. Rejects with the signal's reason.
   *
   * @param untilAt Unix milliseconds; without it only a wake ends the wait
   */
  wait(signal: AbortSignal, untilAt?: number): Promise<void>;
}

// The wall clock may jump, and timers end at 2^31 ms: a far moment is looked at again every hour.
const longestSleepMs = 3_600_000;

export function createWake(clock: Clock): Wake {
  let isRaised = false;
  let release: (() => void) | undefined;

  const untilWoken = async (signal: AbortSignal, untilAt: number | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const sleeping = new AbortController();
      const end = (settle: () => void): void => {
        signal.removeEventListener('abort', onAbort);
        release = undefined;
        sleeping.abort();
        settle();
      };
      const onAbort = (): void => end(() => reject(signal.reason));
      const onDue = (): void => {
        if (!sleeping.signal.aborted) end(resolve);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      release = () => end(resolve);
      if (untilAt === undefined || untilAt === Number.POSITIVE_INFINITY) return;
      const ms = Math.min(untilAt - clock.now(), longestSleepMs);
      clock.sleep(Math.max(0, ms), sleeping.signal).then(onDue, onDue);
    });

  return {
    wake: () => {
      if (release) release();
      else isRaised = true;
    },
    wait: async (signal, untilAt) => {
      signal.throwIfAborted();
      if (release) throw new Error('Two loops wait for one wake.');
      if (!isRaised) await untilWoken(signal, untilAt);
      isRaised = false;
    },
  };
}
