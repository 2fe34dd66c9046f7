import { expect, test } from 'vitest';
import { createReadiness } from '../../src/app/readiness.ts';
import { supervise } from '../../src/app/supervise.ts';
import { silentLog } from '../../src/base/log.ts';
import { createSimClock } from '../../src/base/sim-clock.ts';
import { PocketdexError } from '../../src/model/error.ts';

/** Runs a stage on a simulated clock and notes when it began. */
function watch(run: (time: number, clock: ReturnType<typeof createSimClock>) => Promise<void>) {
  const clock = createSimClock(0);
  const begun: number[] = [];
  const restarts: string[] = [];
  const stop = new AbortController();
  const stage = {
    name: 'outbox',
    run: async () => {
      begun.push(clock.monotonic());
      await run(begun.length, clock);
    },
  };
  const deps = { clock, log: silentLog, onRestart: (name: string) => void restarts.push(name) };
  return { clock, begun, restarts, stop, ended: supervise(stage, deps, stop.signal) };
}

test('a stage that fails is run again, after pauses that grow to half a minute', async () => {
  const { clock, begun, restarts, stop, ended } = watch(async () => {
    throw new Error('a bug');
  });
  const end = ended.catch((error: unknown) => error);
  await clock.advance(150_000);
  expect(begun.slice(0, 9)).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500, 61_500, 91_500]);
  expect(restarts).toHaveLength(begun.length);
  stop.abort();
  expect(await end).toMatchObject({ name: 'AbortError' });
});

test('a stage that was well for a minute begins again with the shortest pause', async () => {
  const { clock, begun, stop, ended } = watch(async (time, its) => {
    if (time === 4) await its.sleep(61_000);
    throw new Error('a bug');
  });
  const end = ended.catch(() => undefined);
  await clock.advance(100_000);
  expect(begun.slice(3, 6)).toEqual([3_500, 65_000, 66_000]);
  stop.abort();
  await end;
});

test('what a person has to mend ends the stage at once', async () => {
  const { begun, ended } = watch(async () => {
    throw new PocketdexError('TELEGRAM_TOKEN_REJECTED', 'No.', 'Mend it.');
  });
  await expect(ended).rejects.toMatchObject({ code: 'TELEGRAM_TOKEN_REJECTED' });
  expect(begun).toEqual([0]);
});

test('a stage that ends by itself is over', async () => {
  const { ended, restarts } = watch(async () => undefined);
  await ended;
  expect(restarts).toEqual([]);
});

test('ready is told once, when Telegram is polled and the engine is there', () => {
  let told = 0;
  const ready = createReadiness(() => {
    told += 1;
  });
  ready.engine({ type: 'disconnected', epoch: 0, reason: '', at: 0 });
  ready.polls();
  expect(told).toBe(0);
  ready.engine({ type: 'connected', epoch: 1, version: '0.169.0', at: 0 });
  ready.engine({ type: 'connected', epoch: 2, version: '0.169.0', at: 0 });
  expect(told).toBe(1);
});
