import type { Clock } from '../../../base/clock.ts';
import type { Pulse } from './pulse.ts';

const checkMs = 5_000;
/** A whole poll is over after 45 s, so this also leaves the first poll of a new loop its time. */
const stalledMs = 70_000;
/** A wall clock that runs ahead of the monotonic one by more: the machine slept, its connections are gone. */
const jumpMs = 30_000;

/** Ends when the loop has to be made anew. */
export async function watchdog(
  clock: Clock,
  pulse: Pulse,
  signal: AbortSignal,
): Promise<'stalled' | 'resumed'> {
  for (;;) {
    const wall = clock.now();
    const monotonic = clock.monotonic();
    await clock.sleep(checkMs, signal);
    const wallMs = clock.now() - wall;
    const spanMs = clock.monotonic() - monotonic;
    // Whether the monotonic clock counts the sleep of the machine differs by platform.
    if (Math.abs(wallMs - spanMs) > jumpMs || spanMs > checkMs + jumpMs) return 'resumed';
    if (pulse.overdueMs() > stalledMs) return 'stalled';
  }
}
