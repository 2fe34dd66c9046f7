import process from 'node:process';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { createSimClock } from '../../src/base/sim-clock.ts';
import { createTelegramApi } from '../../src/channel/telegram/api/api.ts';
import { identify } from '../../src/channel/telegram/receive/identify.ts';
import { receive } from '../../src/channel/telegram/receive/receive.ts';
import type { ReceiveState } from '../../src/channel/telegram/receive/state.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { serve } from '../../src/emulator/http/serve.ts';
import { simulate } from './sim.ts';

const anyNumber = expect.any(Number) as unknown;
const anyString = expect.any(String) as unknown;

test('what a person says arrives once, and is confirmed by the poll after the commit', async () => {
  const sim = simulate();
  sim.start();
  await sim.clock.advance(1_000);
  sim.ann.says(sim.chat, 'one');
  await sim.clock.advance(1_000);
  sim.ann.says(sim.chat, 'two');
  await sim.clock.advance(31_000);
  expect(sim.texts()).toEqual(['one', 'two']);
  expect(sim.emulator.pendingUpdates).toBe(0);
  sim.stop();
});

test('updates from before the start are received, none is dropped', async () => {
  const sim = simulate();
  for (let n = 0; n < 250; n++) sim.ann.says(sim.chat, `early ${n}`);
  sim.start();
  await sim.clock.runUntil(() => sim.received.length === 250);
  expect(sim.distinct()).toBe(250);
  sim.stop();
});

test('a poll names the kinds that it wants', async () => {
  const sim = simulate();
  sim.start();
  await sim.clock.advance(100);
  expect(sim.polls()[0]?.params).toMatchObject({
    offset: 0,
    timeout: 30,
    allowed_updates: [
      'message',
      'edited_message',
      'callback_query',
      'message_reaction',
      'my_chat_member',
      'stopped_message_generation',
    ],
  });
  sim.stop();
});

test('while updates cannot be stored they are not confirmed, and come again', async () => {
  const sim = simulate();
  sim.start();
  await sim.clock.advance(1_000);
  sim.failCommits(3);
  sim.ann.says(sim.chat, 'precious');
  await sim.clock.advance(2_000);
  expect(sim.received).toEqual([]);
  expect(sim.emulator.pendingUpdates).toBe(1);
  await sim.clock.runUntil(() => sim.received.length > 0);
  expect(sim.texts()).toEqual(['precious']);
  expect(sim.states.filter(({ type }) => type === 'not-stored')).toHaveLength(3);
  sim.stop();
});

test('after the ids began anew at a lower number nothing is lost', async () => {
  const sim = simulate();
  sim.start();
  sim.emulator.faults.jumpUpdateIds(900_000);
  await sim.clock.advance(1_000);
  sim.ann.says(sim.chat, 'high');
  await sim.clock.advance(31_000);
  sim.emulator.faults.jumpUpdateIds(5);
  sim.ann.says(sim.chat, 'low');
  await sim.clock.advance(31_000);
  sim.emulator.faults.jumpUpdateIds(899_999);
  sim.ann.says(sim.chat, 'a little below the first');
  await sim.clock.advance(31_000);
  expect(sim.texts()).toEqual(['high', 'low', 'a little below the first']);
  expect(sim.emulator.pendingUpdates).toBe(0);
  sim.stop();
});

test('confirmed updates that are delivered again do not end in a storm of polls', async () => {
  const sim = simulate();
  sim.start();
  await sim.clock.advance(1_000);
  for (const text of ['a', 'b', 'c']) sim.ann.says(sim.chat, text);
  await sim.clock.advance(1_000);
  const before = sim.polls().length;
  sim.emulator.faults.redeliver(2);
  await sim.clock.advance(20_000);
  sim.ann.says(sim.chat, 'd');
  await sim.clock.advance(5_000);
  expect(sim.distinct()).toBe(4);
  expect(sim.polls().length - before).toBeLessThan(8);
  expect(sim.emulator.pendingUpdates).toBe(0);
  sim.stop();
});

test('figure 12: a stalled poll is replaced within 75 s, also when the next one stalls too', async () => {
  const figures: number[] = [];
  for (const stalls of [1, 2]) {
    const sim = simulate();
    sim.start();
    await sim.clock.advance(31_000);
    sim.emulator.faults.add({ times: stalls, fault: { type: 'half-open' } });
    await sim.clock.advance(30_000);
    const stalledAt = sim.polls().at(-1)?.monotonicAt ?? 0;
    sim.ann.says(sim.chat, 'are you there?');
    await sim.clock.runUntil(() => sim.received.length > 0, { maxMs: 600_000 });
    figures.push(sim.clock.monotonic() - stalledAt);
    expect(sim.texts()).toEqual(['are you there?']);
    sim.stop();
  }
  const [once, twice] = figures;
  process.stdout.write(
    `figure 12: polling again after ${once} ms; ${twice} ms if that stalls too\n`,
  );
  expect(once).toBeLessThanOrEqual(45_000);
  expect(twice).toBeLessThanOrEqual(75_000);
});

test('polls that never come back one after another make connections and loop anew', async () => {
  const sim = simulate();
  sim.start();
  await sim.clock.advance(1_000);
  sim.emulator.faults.add({ times: Number.POSITIVE_INFINITY, fault: { type: 'half-open' } });
  await sim.clock.advance(600_000);
  const rebuilt = sim.states.filter(({ type }) => type === 'rebuilt');
  expect(rebuilt[0]).toEqual({ type: 'rebuilt', reason: 'stalled' });
  // Each new loop has the time of a whole poll before it is judged.
  expect(rebuilt.length).toBeGreaterThanOrEqual(6);
  expect(rebuilt.length).toBeLessThanOrEqual(9);
  sim.emulator.faults.clear();
  sim.ann.says(sim.chat, 'back');
  await sim.clock.runUntil(() => sim.received.length > 0, { maxMs: 75_000 });
  sim.stop();
});

test('a machine that slept polls anew at once when it wakes', async () => {
  const sim = simulate();
  sim.start();
  await sim.clock.advance(1_000);
  sim.clock.jumpWall(3_600_000);
  await sim.clock.advance(6_000);
  expect(sim.states).toContainEqual({ type: 'rebuilt', reason: 'resumed' });
  expect(sim.polls()).toHaveLength(2);
  sim.stop();
});

/** A rebuilt bridge whose polls may be answered for Telegram by something in between. */
function between() {
  const clock = createSimClock();
  const emulator = createEmulator({ clock });
  const chat = emulator.person({ id: 111, firstName: 'Ann' });
  const room = chat.privateChat();
  const world = { isDeaf: false, infos: 0 };
  const api = createTelegramApi({
    token: emulator.token,
    apiRoot: 'http://emulator',
    clock,
    fetch: async (url, init) => {
      if (url.endsWith('/getWebhookInfo')) world.infos += 1;
      if (!world.isDeaf || !url.endsWith('/getUpdates')) return emulator.fetch(url, init as never);
      await clock.sleep(30_000, init.signal);
      return { status: 200, text: async () => '{"ok":true,"result":[]}' };
    },
  });
  const states: ReceiveState[] = [];
  const texts: string[] = [];
  const stop = new AbortController();
  receive(
    {
      connection: api.polling,
      clock,
      commit: (updates) => texts.push(...updates.map(({ body }) => body)),
      onState: (state) => states.push(state),
    },
    stop.signal,
  ).catch(() => undefined);
  return {
    ...{ clock, world, texts },
    says: (text: string) => chat.says(room, text),
    rebuilt: () => states.flatMap((state) => (state.type === 'rebuilt' ? [state.reason] : [])),
    stop: () => stop.abort(new Error('stopped')),
  };
}

test('a rebuilt loop whose polls are answered while updates keep waiting is made anew', async () => {
  const sim = between();
  await sim.clock.advance(1_000);
  sim.world.isDeaf = true;
  sim.says('can you hear me?');
  sim.clock.jumpWall(3_600_000);
  await sim.clock.advance(60_000);
  sim.says('hello?');
  await sim.clock.advance(70_000);
  expect(sim.rebuilt()).toEqual(['resumed', 'deaf']);
  sim.world.isDeaf = false;
  await sim.clock.advance(35_000);
  expect(new Set(sim.texts).size).toBe(2);
  await sim.clock.advance(600_000);
  expect(sim.rebuilt()).toEqual(['resumed', 'deaf']);
  sim.stop();
});

test('a rebuilt loop that hears, or for which nothing waits, is asked about no further', async () => {
  for (const speaks of [true, false]) {
    const sim = between();
    await sim.clock.advance(1_000);
    expect(sim.world.infos).toBe(0);
    sim.clock.jumpWall(3_600_000);
    await sim.clock.advance(10_000);
    if (speaks) sim.says('hello');
    await sim.clock.advance(600_000);
    expect(sim.rebuilt()).toEqual(['resumed']);
    expect(sim.world.infos).toBe(1);
    sim.stop();
  }
});

test('another poller is given way to with growing pauses, and polling goes on when it is gone', async () => {
  const sim = simulate();
  sim.emulator.faults.add({
    method: 'getUpdates',
    times: 6,
    fault: { type: 'refuse', code: 409, description: 'Conflict: terminated by other getUpdates' },
  });
  sim.start();
  await sim.clock.advance(400_000);
  const pauses = sim.states.flatMap((state) => (state.type === 'conflict' ? state.retryInMs : []));
  expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  expect(sim.states.at(-1)).toEqual({ type: 'polling' });
  expect(sim.states.some(({ type }) => type === 'rebuilt')).toBe(false);
  sim.stop();
});

test('a webhook that stands in the way is removed once, with the queue kept', async () => {
  const sim = simulate();
  sim.ann.says(sim.chat, 'waits');
  sim.emulator.faults.add({
    method: 'getUpdates',
    fault: {
      type: 'refuse',
      code: 409,
      description: "Conflict: can't use getUpdates method while webhook is active",
    },
  });
  sim.start();
  await sim.clock.advance(1_000);
  const removals = sim.emulator.calls.filter(({ method }) => method === 'deleteWebhook');
  expect(removals.map(({ params }) => params)).toEqual([{ drop_pending_updates: false }]);
  expect(sim.texts()).toEqual(['waits']);
  sim.stop();
});

test('a pause that Telegram asks for is kept, and is no stall', async () => {
  const sim = simulate();
  sim.emulator.faults.add({ method: 'getUpdates', fault: { type: 'flood', retryAfterS: 300 } });
  sim.start();
  await sim.clock.advance(299_000);
  expect(sim.polls()).toHaveLength(1);
  await sim.clock.advance(2_000);
  expect(sim.polls()).toHaveLength(2);
  expect(sim.states.some(({ type }) => type === 'rebuilt')).toBe(false);
  sim.stop();
});

test('an outage is tried again and again at most 15 s apart', async () => {
  const sim = simulate();
  sim.start();
  await sim.clock.advance(1_000);
  sim.emulator.faults.outage(300_000);
  sim.ann.says(sim.chat, 'during');
  await sim.clock.advance(300_000);
  const pauses = sim.states.flatMap((state) => (state.type === 'retrying' ? state.retryInMs : []));
  expect(pauses.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  await sim.clock.advance(16_000);
  expect(sim.texts()).toEqual(['during']);
  sim.stop();
});

const troubles = [
  { type: 'page', code: 502 },
  { type: 'error', code: 500 },
  { type: 'reset', when: 'before' },
  { type: 'reset', when: 'after' },
  { type: 'refuse', code: 400, description: 'Bad Request: odd' },
] as const;

test.each(troubles)(
  'a poll that fails with $type $code$when is followed by another',
  async (fault) => {
    const sim = simulate();
    sim.emulator.faults.add({ method: 'getUpdates', fault });
    sim.start();
    sim.ann.says(sim.chat, 'x');
    await sim.clock.advance(3_000);
    expect(sim.states[0]).toMatchObject({ type: 'retrying', retryInMs: 1_000 });
    expect(sim.distinct()).toBe(1);
    sim.stop();
  },
);

test('empty answers that come at once do not end in a storm of polls', async () => {
  const clock = createSimClock();
  let polls = 0;
  const api = createTelegramApi({
    token: '1:x',
    apiRoot: 'http://hasty',
    clock,
    fetch: async () => {
      polls += 1;
      return { status: 200, text: async () => '{"ok":true,"result":[]}' };
    },
  });
  const stop = new AbortController();
  const running = receive(
    { connection: api.polling, clock, commit: () => undefined, onState: () => undefined },
    stop.signal,
  );
  running.catch(() => undefined);
  await clock.advance(60_000);
  expect(polls).toBeLessThanOrEqual(61);
  stop.abort(new Error('stopped'));
  await expect(running).rejects.toThrow('stopped');
});

test('a token that is refused from the beginning ends the start', async () => {
  const sim = simulate();
  sim.emulator.revokeToken();
  sim.start();
  await expect(sim.clock.runUntil(sim.ended(), { maxMs: 15_000 })).rejects.toMatchObject({
    code: 'TELEGRAM_TOKEN_REJECTED',
  });
});

test('a token that is refused later is reported; receiving rests until it is ended', async () => {
  const sim = simulate();
  sim.start();
  await sim.clock.advance(31_000);
  sim.emulator.revokeToken();
  await sim.clock.advance(120_000);
  expect(sim.states.at(-1)).toEqual({ type: 'token-rejected' });
  const polls = sim.polls().length;
  await sim.clock.advance(600_000);
  expect(sim.polls()).toHaveLength(polls);
  sim.stop();
  await expect(sim.ended()).rejects.toThrow('stopped');
});

test('ending leaves nothing behind', async () => {
  const sim = simulate();
  sim.start();
  await sim.clock.advance(1_000);
  sim.stop();
  await expect(sim.ended()).rejects.toThrow('stopped');
  await sim.clock.drain();
  expect(sim.clock.pending).toBe(0);
});

test('the same works over real connections', async () => {
  const emulator = createEmulator({ clock: systemClock });
  await using served = await serve(emulator, { port: 0 });
  using api = createTelegramApi({ token: emulator.token, apiRoot: served.url, clock: systemClock });
  const ann = emulator.person({ id: 111, firstName: 'Ann' });
  const chat = ann.privateChat();
  const bodies: string[] = [];
  const stop = new AbortController();
  const running = receive(
    {
      connection: api.polling,
      clock: systemClock,
      commit: (updates) => bodies.push(...updates.map(({ body }) => body)),
      onState: () => undefined,
    },
    stop.signal,
  );
  running.catch(() => undefined);
  await expect.poll(() => emulator.isPolled).toBe(true);
  ann.says(chat, 'hello over HTTP');
  await expect.poll(() => bodies.join()).toContain('hello over HTTP');
  // Its sockets die under it, as after a change of the network.
  api.polling.reset();
  ann.says(chat, 'and again');
  await expect.poll(() => bodies.join(), { timeout: 5_000 }).toContain('and again');
  stop.abort(new Error('stopped'));
  await expect(running).rejects.toThrow('stopped');
  emulator.close();
});

test('the bot learns who it is, however long Telegram is away', async () => {
  const sim = simulate();
  sim.emulator.faults.outage(120_000);
  const told = identify(
    sim.api.sending,
    sim.clock,
    (state) => sim.states.push(state),
    new AbortController().signal,
  );
  const bot = await sim.clock.runUntil(told, { maxMs: 200_000 });
  expect(bot).toMatchObject({ id: anyNumber, username: anyString });
  expect(sim.states.length).toBeGreaterThan(3);
});

test('a refused token is told before the first poll', async () => {
  const sim = simulate();
  sim.emulator.revokeToken();
  const { signal } = new AbortController();
  const told = identify(sim.api.sending, sim.clock, () => undefined, signal);
  await expect(sim.clock.runUntil(told)).rejects.toMatchObject({ code: 'TELEGRAM_TOKEN_REJECTED' });
});
