import type { Clock } from '../../../base/clock.ts';

/** What the watchdog looks at: signs of the poll alone, since other calls of a deaf bridge may work. */
export interface Pulse {
  /** A poll was answered, whatever the answer was. */
  beat(): void;
  /** The loop waits on purpose, as told by Telegram or between tries. */
  rest(ms: number): void;
  /** Milliseconds since the loop should have given a sign; below 0 while it need not. */
  overdueMs(): number;
}

export function createPulse(clock: Clock): Pulse {
  let expectedBy = clock.monotonic();
  const expect = (ms: number): void => {
    expectedBy = Math.max(expectedBy, clock.monotonic() + ms);
  };
  return {
    beat: () => expect(0),
    rest: expect,
    overdueMs: () => clock.monotonic() - expectedBy,
  };
}
