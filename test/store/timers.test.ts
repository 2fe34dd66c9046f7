import { expect, test } from 'vitest';
import { tempStore } from './temp-store.ts';

const timer = (key: string, dueAt: number) => ({
  kind: 'paste',
  key,
  lane: 'a',
  dueAt,
  body: '{"n":1}',
});

test('a timer that falls due enters the inbox on its lane, the earliest first', () => {
  using store = tempStore();
  store.timers.set(timer('late', 20));
  store.timers.set(timer('early', 10));
  store.timers.set(timer('later', 30));
  expect(store.timers.nextAt()).toBe(10);
  expect(store.timers.due(20)).toBe(2);
  expect(store.inbox.next(20)).toEqual({
    seq: 1,
    source: 'timer',
    kind: 'paste',
    key: 'early',
    lane: 'a',
    attempts: 0,
    body: '{"n":1}',
  });
  store.inbox.done(1);
  expect(store.inbox.next(20)).toMatchObject({ key: 'late' });
  expect(store.timers.nextAt()).toBe(30);
});

test('setting a timer again moves it', () => {
  using store = tempStore();
  store.timers.set(timer('a', 10));
  store.timers.set(timer('a', 50));
  expect(store.timers.due(49)).toBe(0);
  expect(store.timers.due(50)).toBe(1);
});

test('a cancelled timer never comes', () => {
  using store = tempStore();
  store.timers.set(timer('a', 10));
  expect(store.timers.cancel('paste', 'a')).toBe(true);
  expect(store.timers.cancel('paste', 'a')).toBe(false);
  expect(store.timers.due(100)).toBe(0);
  expect(store.timers.nextAt()).toBeUndefined();
});

test('a crash while timers move leaves them where they were', () => {
  let isCrashing = false;
  using store = tempStore({
    onCommit: (phase) => {
      if (isCrashing && phase === 'before') throw new Error('crash');
    },
  });
  store.timers.set(timer('a', 10));
  isCrashing = true;
  expect(() => store.timers.due(10)).toThrow('crash');
  isCrashing = false;
  expect(store.inbox.next(10)).toBeUndefined();
  expect(store.timers.due(10)).toBe(1);
});
