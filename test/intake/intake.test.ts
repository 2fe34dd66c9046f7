import { expect, test } from 'vitest';
import { createSimClock } from '../../src/base/sim-clock.ts';
import { createIntake } from '../../src/intake/intake.ts';
import type { UpdateId } from '../../src/model/ids.ts';
import type { Intent } from '../../src/model/intent.ts';
import type { RawUpdate } from '../../src/model/update.ts';
import type { Store } from '../../src/store/open.ts';
import { tempStore } from '../store/temp-store.ts';
import {
  bot,
  command,
  group,
  inTopic,
  mallory,
  message,
  policy,
  privateChat,
  said,
  update,
  us,
} from './updates.ts';

/** An intake on a real store and a simulated clock. What it accepts is written down by `words`. */
function setUp(store: Store) {
  const clock = createSimClock();
  const words: string[] = [];
  const dead: unknown[] = [];
  const refused: string[] = [];
  const stop = new AbortController();
  let poison: ((text: string) => void) | undefined;

  const accept = (intent: Intent): void => {
    const text = wordOf(intent);
    store.meta.set('last', text);
    poison?.(text);
    words.push(text);
  };
  const intake = createIntake({
    store,
    clock,
    policy: () => policy,
    bot,
    accept,
    acceptTimer: (kind, key, body) => {
      poison?.(kind);
      words.push(`${kind} ${key} ${body}`);
    },
    onDead: (entry) => dead.push(entry),
    onRefused: (reason) => refused.push(reason),
  });
  let last = 0;
  let running: Promise<never> | undefined;
  return {
    clock,
    intake,
    words,
    dead,
    refused,
    /** Commits updates as one batch. */
    deliver: (...updates: readonly object[]): void => intake.commit(updates.map(raw)),
    start: (): void => {
      running = intake.run(stop.signal);
      running.catch(() => undefined);
    },
    stop: async (): Promise<void> => {
      stop.abort(new Error('stopped'));
      await expect(running).rejects.toThrow('stopped');
      expect(clock.pending).toBe(0);
    },
    /** Runs before the handling of each text ends, and may throw. */
    poison: (choose: typeof poison): void => {
      poison = choose;
    },
  };
  function raw(given: object): RawUpdate {
    last += 1;
    return { id: last as UpdateId, body: JSON.stringify({ ...given, update_id: last }) };
  }
}

function wordOf(intent: Intent): string {
  if (intent.type === 'prompt') return intent.text;
  return intent.type === 'command' ? `/${intent.name}` : intent.type;
}

const press = update('callback_query', {
  id: 'q',
  from: message()['from'],
  message: message({ from: us }),
  data: 'v1:abcdefghijklmnop',
});

test('what was committed is handled in order, also when it came before the start', async () => {
  using store = tempStore();
  const sim = setUp(store);
  sim.deliver(said({ text: 'one' }), said({ text: 'two' }));
  sim.start();
  await sim.clock.drain();
  sim.deliver(said({ text: 'three' }));
  await sim.clock.drain();
  expect(sim.words).toEqual(['one', 'two', 'three']);
  expect(store.inbox.waiting()).toBe(0);
  await sim.stop();
});

test('an update that is delivered again is not handled again', async () => {
  using store = tempStore();
  const sim = setUp(store);
  const twice = {
    id: 7 as UpdateId,
    body: JSON.stringify({ ...said({ text: 'once' }), update_id: 7 }),
  };
  sim.start();
  sim.intake.commit([twice]);
  await sim.clock.drain();
  sim.intake.commit([twice, twice]);
  await sim.clock.drain();
  expect(sim.words).toEqual(['once']);
  await sim.stop();
});

test('presses and stops go before all that waits', async () => {
  using store = tempStore();
  const sim = setUp(store);
  const backlog = Array.from({ length: 50 }, (_, n) => said({ text: `old ${n}` }));
  sim.deliver(...backlog, press, command('/stop', inTopic));
  sim.start();
  await sim.clock.runUntil(() => sim.words.length === 52);
  expect(sim.words.slice(0, 3)).toEqual(['press', '/stop', 'old 0']);
  await sim.stop();
});

test('strangers are refused, counted and leave nothing', async () => {
  using store = tempStore();
  const sim = setUp(store);
  sim.deliver(
    said({ from: mallory, chat: group, text: 'let me in' }),
    said({ from: mallory, chat: { ...privateChat, id: 999 }, text: '/start' }),
  );
  sim.start();
  await sim.clock.drain();
  expect(sim.words).toEqual([]);
  expect(sim.refused).toEqual(['stranger', 'chat']);
  expect(store.inbox.waiting()).toBe(0);
  await sim.stop();
});

test('the effects of a failing update are undone and tried again; other places go on', async () => {
  using store = tempStore();
  const sim = setUp(store);
  let failures = 2;
  sim.poison((text) => {
    if (text === 'bad' && failures-- > 0) throw new Error('secret words');
  });
  sim.start();
  sim.deliver(
    said({ text: 'bad' }),
    said({ text: 'behind it' }),
    said({ text: 'elsewhere', ...inTopic }),
  );
  await sim.clock.drain();
  expect(sim.words).toEqual(['elsewhere']);
  expect(store.meta.get('last')).toBe('elsewhere');
  await sim.clock.advance(10_000);
  expect(sim.words).toEqual(['elsewhere', 'bad', 'behind it']);
  expect(sim.dead).toEqual([]);
  await sim.stop();
});

test('a poisoned update is set aside after bounded tries, and its place goes on', async () => {
  using store = tempStore();
  const sim = setUp(store);
  sim.poison((text) => {
    if (text === 'bad') throw new TypeError('secret words');
  });
  sim.start();
  sim.deliver(said({ text: 'bad' }), said({ text: 'good' }));
  await sim.clock.advance(600_000);
  expect(sim.words).toEqual(['good']);
  expect(sim.dead).toHaveLength(1);
  expect(sim.dead[0]).toMatchObject({ source: 'update' });
  expect(JSON.stringify([sim.dead, store.inbox.dead()])).not.toContain('secret');
  expect(store.inbox.dead()[0]?.reason).toMatch(/^TypeError at [\w./-]+:\d+$/);
  await sim.stop();
});

test('a timer that cannot be handled is set aside too, even where no error was thrown', async () => {
  using store = tempStore();
  const sim = setUp(store);
  sim.poison(() => AbortSignal.abort('secret words').throwIfAborted());
  store.timers.set({ kind: 'alarm', key: 'a', lane: '111:', dueAt: 0, body: '{}' });
  sim.start();
  await sim.clock.advance(600_000);
  expect(sim.dead).toEqual([{ source: 'timer', reason: 'a throw that is no error' }]);
  await sim.stop();
});

test('a timer fires when it is due, with what it was set with', async () => {
  using store = tempStore();
  const sim = setUp(store);
  sim.start();
  await sim.clock.drain();
  const dueAt = sim.clock.now() + 1_200;
  store.timers.set({ kind: 'album', key: 'g1', lane: '111:', dueAt, body: '{"n":2}' });
  sim.intake.wake();
  await sim.clock.advance(1_199);
  expect(sim.words).toEqual([]);
  await sim.clock.advance(1);
  expect(sim.words).toEqual(['album g1 {"n":2}']);
  await sim.stop();
});

test('a timer that fell due while the machine slept fires within a minute of waking', async () => {
  using store = tempStore();
  const sim = setUp(store);
  const dueAt = sim.clock.now() + 3_600_000;
  store.timers.set({ kind: 'remind', key: 'r', lane: '111:', dueAt, body: '{}' });
  sim.start();
  await sim.clock.drain();
  sim.clock.jumpWall(7_200_000);
  await sim.clock.advance(60_000);
  expect(sim.words).toEqual(['remind r {}']);
  await sim.stop();
});

test('with nothing to do nothing happens', async () => {
  using store = tempStore();
  const sim = setUp(store);
  sim.start();
  await sim.clock.drain();
  expect(sim.clock.pending).toBe(0);
  await sim.clock.advance(3_600_000);
  sim.deliver(said({ text: 'awake' }));
  await sim.clock.drain();
  expect(sim.words).toEqual(['awake']);
  await sim.stop();
});

test('keys of settled updates are forgotten after three days, not before', async () => {
  using store = tempStore();
  const sim = setUp(store);
  const early = {
    id: 7 as UpdateId,
    body: JSON.stringify({ ...said({ text: 'once' }), update_id: 7 }),
  };
  sim.start();
  sim.intake.commit([early]);
  await sim.clock.advance(71 * 3_600_000);
  sim.deliver(said({ text: 'later' }));
  await sim.clock.drain();
  sim.intake.commit([early]);
  await sim.clock.drain();
  expect(sim.words).toEqual(['once', 'later']);
  await sim.clock.advance(2 * 3_600_000);
  sim.deliver(said({ text: 'latest' }));
  await sim.clock.drain();
  sim.intake.commit([early]);
  await sim.clock.drain();
  expect(sim.words).toEqual(['once', 'later', 'latest', 'once']);
  await sim.stop();
});
