import { expect, test } from 'vitest';
import { after, start } from '../../src/channel/telegram/receive/offset.ts';
import { rawUpdates } from '../../src/channel/telegram/receive/raw-updates.ts';
import type { UpdateId } from '../../src/model/ids.ts';

const ids = (...numbers: number[]) => numbers as UpdateId[];

test('the next offset follows the last id of this batch, not the highest ever seen', () => {
  const high = after(start, ids(900, 901));
  expect(high.offset).toBe(902);
  expect(after(high, ids(5, 6)).offset).toBe(7);
});

test('an empty answer sets the offset free', () => {
  expect(after(after(start, ids(900)), []).offset).toBe(0);
});

test('a batch of known ids below the offset asks from the beginning', () => {
  const cursor = after(start, ids(1, 2, 3));
  expect(after(cursor, ids(1, 2)).offset).toBe(0);
  expect(after(cursor, ids(2, 4)).offset).toBe(5);
});

test('what has no usable number is left out', () => {
  const good = { update_id: 1 };
  expect(rawUpdates([null, 7, {}, { update_id: 'x' }, { update_id: 1.5 }, good])).toEqual([
    { id: 1, body: '{"update_id":1}' },
  ]);
  expect(rawUpdates({ odd: true })).toEqual([]);
});
