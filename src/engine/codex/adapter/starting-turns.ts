import type { Clock } from '../../../base/clock.ts';
import { CallRefused } from '../connection/errors.ts';

/** Turns whose start was answered and not yet told. */
export interface StartingTurns {
  answered(turnId: string): void;
  heard(turnId: string): void;
  clear(): void;
  /** Makes the interrupt again while it is refused only because the turn has not quite begun. */
  past(
    turnId: string,
    interrupt: () => Promise<unknown>,
    clock: Clock,
    signal: AbortSignal,
  ): Promise<void>;
}

const pauseMs = 10;
const longestMs = 1_000;

// Measured on 0.169.0: an interrupt within about 4 ms of the answer of `turn/start` is refused with "no
// active turn to interrupt", and the turn then begins and goes on. A quick /stop would be lost.
export function createStartingTurns(): StartingTurns {
  const turns = new Set<string>();
  return {
    answered(turnId) {
      // Of turns that we are not subscribed to nothing is heard; the oldest make room.
      const [oldest] = turns;
      if (turns.size >= 1_000 && oldest !== undefined) turns.delete(oldest);
      turns.add(turnId);
    },
    heard: (turnId) => void turns.delete(turnId),
    clear: () => turns.clear(),
    async past(turnId, interrupt, clock, signal) {
      const begun = clock.monotonic();
      for (;;) {
        const mayBegin = turns.has(turnId) && clock.monotonic() - begun < longestMs;
        try {
          await interrupt();
          return;
        } catch (error) {
          const isEarly = error instanceof CallRefused && /no active turn to/i.test(error.message);
          if (!mayBegin || !isEarly) throw error;
        }
        await clock.sleep(pauseMs, signal);
      }
    },
  };
}
