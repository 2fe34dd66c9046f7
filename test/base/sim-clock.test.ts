import { expect, test } from 'vitest';
import { createSimClock } from '../../src/base/sim-clock.ts';

test('sleeps end in the order in which they fall due', async () => {
  const clock = createSimClock(1_000);
  const ended: string[] = [];
  const nap = async (name: string, ms: number) => {
    await clock.sleep(ms);
    ended.push(`${name}@${clock.now()}`);
  };
  const all = Promise.all([nap('c', 30), nap('a', 10), nap('b', 20), nap('b2', 20)]);
  await clock.advance(25);
  expect(ended).toEqual(['a@1010', 'b@1020', 'b2@1020']);
  expect(clock.now()).toBe(1_025);
  await clock.advance(5);
  await all;
  expect(ended.at(-1)).toBe('c@1030');
});

test('what a sleep wakes runs before a later sleep ends', async () => {
  const clock = createSimClock();
  const seen: number[] = [];
  const loop = (async () => {
    for (let i = 0; i < 5; i++) {
      await clock.sleep(10);
      seen.push(clock.monotonic());
    }
  })();
  await clock.advance(100);
  await loop;
  expect(seen).toEqual([10, 20, 30, 40, 50]);
});

test('a day of sleeping ends as soon as nothing else happens', async () => {
  const clock = createSimClock();
  const result = await clock.runUntil(clock.sleep(80_000_000).then(() => 'slept'));
  expect(result).toBe('slept');
  expect(clock.monotonic()).toBe(80_000_000);
});

test('a condition is looked at after every step', async () => {
  const clock = createSimClock();
  let ticks = 0;
  const stop = new AbortController();
  const ticking = (async () => {
    for (;;) {
      await clock.sleep(1_000, stop.signal);
      ticks += 1;
    }
  })();
  await clock.runUntil(() => ticks === 7);
  expect(clock.monotonic()).toBe(7_000);
  stop.abort();
  await expect(ticking).rejects.toThrow();
  expect(clock.pending).toBe(0);
});

test('waiting for what cannot come any more fails', async () => {
  const clock = createSimClock();
  await expect(clock.runUntil(() => false)).rejects.toThrow(/Nothing sleeps/);
  const forever = clock.sleep(5_000);
  await expect(clock.runUntil(() => false, { maxMs: 1_000 })).rejects.toThrow(/within 1000 ms/);
  await clock.advance(5_000);
  await forever;
});

test('an aborted sleep rejects with the reason and is no longer pending', async () => {
  const clock = createSimClock();
  const stop = new AbortController();
  const sleep = clock.sleep(1_000, stop.signal);
  expect(clock.pending).toBe(1);
  stop.abort(new Error('enough'));
  await expect(sleep).rejects.toThrow('enough');
  expect(clock.pending).toBe(0);
  await expect(clock.sleep(1, stop.signal)).rejects.toThrow('enough');
});

test('a jump of the wall leaves spans and sleeps alone', async () => {
  const clock = createSimClock(0);
  let isAwake = false;
  const sleep = clock.sleep(1_000).then(() => {
    isAwake = true;
  });
  clock.jumpWall(3_600_000);
  await clock.advance(999);
  expect([clock.now(), clock.monotonic(), isAwake]).toEqual([3_600_999, 999, false]);
  await clock.advance(1);
  await sleep;
  expect(isAwake).toBe(true);
});

test('ten thousand sleeps keep their order', async () => {
  const clock = createSimClock();
  const ends: number[] = [];
  const sleeps = Array.from({ length: 10_000 }, (_, i) => {
    const ms = (i * 7_919) % 10_007;
    return clock.sleep(ms).then(() => ends.push(ms));
  });
  await clock.advance(10_007);
  await Promise.all(sleeps);
  expect(ends).toEqual([...ends].sort((a, b) => a - b));
});
