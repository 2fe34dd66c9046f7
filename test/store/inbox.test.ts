import { expect, test } from 'vitest';
import type { UpdateId } from '../../src/model/ids.ts';
import { tempStore } from './temp-store.ts';

const update = (id: number, lane = 'a', body = `{"update_id":${id}}`) => ({
  botId: 7,
  updateId: id as UpdateId,
  lane,
  body,
});

test('an update that Telegram delivers twice is stored once', () => {
  using store = tempStore();
  expect(store.inbox.add([update(1), update(2)], 0)).toBe(2);
  expect(store.inbox.add([update(2), update(3)], 0)).toBe(1);
});

test('the same id with another body, or of another bot, is a new update', () => {
  using store = tempStore();
  store.inbox.add([update(1)], 0);
  expect(store.inbox.add([update(1, 'a', '{"other":true}')], 0)).toBe(1);
  expect(store.inbox.add([{ ...update(1), botId: 8 }], 0)).toBe(1);
});

test('entries come in the order in which they were stored', () => {
  using store = tempStore();
  store.inbox.add([update(5), update(3)], 0);
  expect(store.inbox.next(0)).toMatchObject({ source: 'update', updateId: 5, lane: 'a' });
  store.inbox.done(1);
  expect(store.inbox.next(0)).toMatchObject({ updateId: 3, body: '{"update_id":3}' });
  store.inbox.done(2);
  expect(store.inbox.next(0)).toBeUndefined();
  expect(store.inbox.waiting()).toBe(0);
});

test('a lane that is busy is passed over', () => {
  using store = tempStore();
  store.inbox.add([update(1, 'a'), update(2, 'a'), update(3, 'b')], 0);
  expect(store.inbox.next(0, ['a'])).toMatchObject({ updateId: 3 });
  expect(store.inbox.next(0, ['a', 'b'])).toBeUndefined();
});

test('a failing entry holds up its own lane until its next try, and no other', () => {
  using store = tempStore();
  store.inbox.add([update(1, 'a'), update(2, 'a'), update(3, 'b')], 0);
  expect(store.inbox.failed(1, 'broken', 0)).toBe('new');
  expect(store.inbox.next(0)).toMatchObject({ updateId: 3 });
  store.inbox.done(3);
  expect(store.inbox.next(999)).toBeUndefined();
  expect(store.inbox.nextAt()).toBe(1000);
  expect(store.inbox.next(1000)).toMatchObject({ updateId: 1, attempts: 1 });
});

test('after five tries an entry is set aside, told, and its lane goes on', () => {
  using store = tempStore();
  store.inbox.add([update(1), update(2)], 0);
  const waits = [1000, 2000, 4000, 8000].map((_, index) => {
    const now = index * 20_000;
    store.inbox.failed(1, 'broken', now);
    return (store.inbox.nextAt() ?? 0) - now;
  });
  expect(waits).toEqual([1000, 2000, 4000, 8000]);
  expect(store.inbox.failed(1, 'still broken', 80_000)).toBe('dead');
  expect(store.inbox.dead()).toEqual([
    { seq: 1, source: 'update', lane: 'a', reason: 'still broken', receivedAt: 0 },
  ]);
  expect(store.inbox.next(80_000)).toMatchObject({ updateId: 2 });
});

test('ten minutes of trying are enough too', () => {
  using store = tempStore();
  store.inbox.add([update(1)], 0);
  expect(store.inbox.failed(1, 'broken', 5_000_000)).toBe('new');
  expect(store.inbox.failed(1, 'broken', 5_599_999)).toBe('new');
  expect(store.inbox.failed(1, 'broken', 5_600_000)).toBe('dead');
});

test('a settled entry is known by its key until it is forgotten by age, an unhandled one stays', () => {
  using store = tempStore();
  store.inbox.add([update(1), update(2)], 0);
  store.inbox.done(1);
  expect(store.inbox.add([update(1)], 10)).toBe(0);
  expect(store.inbox.prune(1)).toBe(1);
  expect(store.inbox.add([update(1), update(2)], 10)).toBe(1);
});
