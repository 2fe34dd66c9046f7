import type { Moments } from './moments.ts';

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until nothing has been seen anywhere for `ms`, at most ten times as long. */
export async function quiet({ all }: Moments, ms: number): Promise<void> {
  const end = performance.now() + 10 * ms;
  for (;;) {
    const now = performance.now();
    const still = (all.at(-1)?.at ?? Number.NEGATIVE_INFINITY) + ms - now;
    if (still <= 0 || now >= end) return;
    await pause(still);
  }
}
