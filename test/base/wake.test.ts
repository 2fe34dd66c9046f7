import { expect, test } from 'vitest';
import { createSimClock } from '../../src/base/sim-clock.ts';
import { createWake } from '../../src/base/wake.ts';

const never = new AbortController().signal;

function setup() {
  const clock = createSimClock();
  return { clock, wake: createWake(clock) };
}

test('a wake that came before the wait is not lost, and counts once', async () => {
  const { clock, wake } = setup();
  wake.wake();
  wake.wake();
  await wake.wait(never);
  const startedAt = clock.now();
  await clock.runUntil(wake.wait(never, startedAt + 50));
  expect(clock.now() - startedAt).toBe(50);
});

test('a wake ends the wait before its time, and leaves no timer behind', async () => {
  const { clock, wake } = setup();
  const waiting = wake.wait(never, clock.now() + 10_000);
  await clock.advance(10);
  wake.wake();
  await waiting;
  await clock.drain();
  expect(clock.pending).toBe(0);
});

test('an ended wait swallows no later wake', async () => {
  const { clock, wake } = setup();
  await clock.runUntil(wake.wait(never, clock.now() + 5));
  wake.wake();
  await wake.wait(never);
  expect(clock.pending).toBe(0);
});

test('without a moment only a wake ends the wait, and no timer runs', async () => {
  const { clock, wake } = setup();
  const waiting = wake.wait(never);
  expect(clock.pending).toBe(0);
  wake.wake();
  await waiting;
});

test('a far moment is looked at again within the hour', async () => {
  const { clock, wake } = setup();
  const startedAt = clock.now();
  await clock.runUntil(wake.wait(never, startedAt + 30 * 86_400_000));
  expect(clock.now() - startedAt).toBe(3_600_000);
});

test('an abort ends the wait with its reason', async () => {
  const { clock, wake } = setup();
  const stop = new AbortController();
  const waiting = wake.wait(stop.signal, clock.now() + 10_000);
  stop.abort(new Error('over'));
  await expect(waiting).rejects.toThrow('over');
  await expect(wake.wait(stop.signal)).rejects.toThrow('over');
  await clock.drain();
  expect(clock.pending).toBe(0);
});

test('a second waiter is a mistake that is told', async () => {
  const { wake } = setup();
  const waiting = wake.wait(never);
  await expect(wake.wait(never)).rejects.toThrow('Two loops');
  wake.wake();
  await waiting;
});
