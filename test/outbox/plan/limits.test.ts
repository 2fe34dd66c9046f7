import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatId } from '../../../src/model/ids.ts';
import { priorities } from '../../../src/model/slot.ts';
import { earliest } from '../../../src/outbox/plan/budget.ts';
import { factorAfterFlood, liveIntervalMs, windowsOf } from '../../../src/outbox/plan/limits.ts';

const mine = 111 as ChatId;
const group = -100 as ChatId;
const sendAt = (at: number, kind: 'message' | 'live' = 'message', cost = 1) => ({
  chat: mine,
  at,
  kind,
  cost,
});

test('the moment that is named is the first at which the windows have room', () => {
  const moments = fc
    .array(fc.nat(100), { maxLength: 40 })
    .map((list) => list.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(
      moments,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 50 }),
      (list, limit, spanMs) => {
        const sends = list.map((at) => sendAt(at));
        const at = earliest(sends, [{ spanMs, limit }], 1, 100);
        const within = (moment: number): number =>
          list.filter((one) => one > moment - spanMs).length;
        expect(within(at)).toBeLessThan(limit);
        if (at > 100) expect(within(at - 1)).toBeGreaterThanOrEqual(limit);
      },
    ),
  );
});

test('an album costs its items, and one that is larger than the window waits for an empty one', () => {
  const windows = [{ spanMs: 100, limit: 4 }];
  expect(earliest([sendAt(50, 'message', 3)], windows, 2, 100)).toBe(150);
  expect(earliest([sendAt(50)], windows, 10, 100)).toBe(150);
  expect(earliest([], windows, 10, 100)).toBe(100);
});

test('a window of one kind does not count others', () => {
  const windows = [{ spanMs: 100, limit: 1, kind: 'live' } as const];
  expect(earliest([sendAt(90)], windows, 1, 100)).toBe(100);
  expect(earliest([sendAt(90, 'live')], windows, 1, 100)).toBe(190);
});

test('the more urgent a call, the more of the minute it may use', () => {
  for (const chat of [mine, group]) {
    const minutes = priorities.map((urgency) => windowsOf(chat, urgency, 1)[0]?.limit ?? 0);
    expect(minutes).toEqual(minutes.toSorted((a, b) => b - a));
  }
  expect(windowsOf(group, 'final', 1)[0]?.limit).toBe(18);
  expect(windowsOf(mine, 'final', 1)[0]?.limit).toBe(55);
  expect(windowsOf(group, 'commentary', 0.01)[0]?.limit).toBe(1);
});

test('after a flood the minute is half for ten minutes and then grows by a tenth with each', () => {
  const minute = 60_000;
  expect([0, 9.9, 10, 11, 14, 99].map((n) => factorAfterFlood(1000, 1000 + n * minute))).toEqual([
    0.5, 0.5, 0.6, 0.7, 1, 1,
  ]);
});

test('live messages share the chat’s time', () => {
  expect(liveIntervalMs(group, 1)).toBe(5000);
  expect(liveIntervalMs(group, 6)).toBe(30_000);
  expect(liveIntervalMs(mine, 0)).toBe(1000);
  expect(liveIntervalMs(mine, 4)).toBe(7000);
});
