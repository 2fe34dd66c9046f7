import { expect, test } from 'vitest';
import { runBan } from '../../chaos/load/ban.ts';

test.each([36, 7_728])(
  'after a ban of %i s every answer arrives once and in order, and nothing was called during it',
  async (seconds) => {
    const { drainedMs, finals, ...faults } = await runBan(seconds);
    expect(faults).toEqual({
      ...{ seconds, lost: 0, doubled: 0, outOfOrder: 0, callsDuring: 0, refusals: 0 },
    });
    expect(finals).toBe(12);
    expect(drainedMs).toBeLessThan(120_000);
  },
  60_000,
);
