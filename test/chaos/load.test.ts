import { expect, test } from 'vitest';
import { runLoad } from '../../chaos/load/load.ts';

test('eight busy topics of two people are never refused, and answers come within 3 s', async () => {
  const { finals, lost, refusals, callsDuring, p95Ms } = await runLoad(8);
  expect(finals).toBeGreaterThan(15);
  expect({ lost, refusals, callsDuring }).toEqual({ lost: 0, refusals: 0, callsDuring: 0 });
  expect(p95Ms).toBeLessThanOrEqual(3_000);
}, 60_000);
