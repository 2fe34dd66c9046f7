import { expect, test } from 'vitest';
import { keepHouse } from '../../src/app/housekeeping.ts';
import { createSimClock } from '../../src/base/sim-clock.ts';
import type { ChatId, ClientId, Nonce, TurnId } from '../../src/model/ids.ts';
import { tempStore } from '../store/temp-store.ts';
import { openScene } from '../work/scene.ts';

const dayMs = 86_400_000;

test('two weeks later the rows of a topic are gone, its messages stand, and it goes on', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: run "ls"; wait 8000; final "first"]]');
  await scene.sees('⏳');
  scene.says('two [[sim: run "make" escalate why="Builds."; final "second"]]', topic);
  await scene.sees('Next in the queue');
  const asked = await scene.sees('Run a command', 60_000);
  await scene.presses(asked, 'Once');
  await scene.sees('second');
  await scene.pass(60_000);
  const { store } = scene;
  const key = store.topics.at({ chat: scene.chat.id as ChatId, topic: topic as never })?.key ?? 0;
  const slots = () => store.slots.ofTopic(key as never).map((slot) => slot.key.name);
  expect(slots().length).toBeGreaterThan(5);
  expect(store.cards.get(1 as never)).toBeDefined();
  const before = scene.bot().map(({ text }) => text);

  await scene.pass(2 * 3_600_000);
  expect(slots().length).toBeGreaterThan(5);
  scene.clock.jumpWall(15 * dayMs);
  await scene.pass(2 * 3_600_000);
  expect(slots()).toEqual(['topic']);
  expect(store.cards.get(1 as never)).toBeUndefined();
  expect(store.requests.open()).toEqual([]);

  scene.kill();
  scene.start();
  await scene.pass(60_000);
  expect(scene.bot().map(({ text }) => text)).toEqual(before);
  expect(await scene.presses(asked, 'Once').catch(() => 'no button')).toBe('no button');
  scene.says('three [[sim: final "third"]]', topic);
  expect((await scene.sees('third')).topic).toBe(topic);
});

test('what is not over stays, however old', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: run "make" escalate why="Builds."; final "first"]]');
  const asked = await scene.sees('Run a command');
  scene.says('two [[sim: final "second"]]', topic);
  const queued = await scene.sees('Next in the queue');
  await scene.pass(1_000);
  scene.clock.jumpWall(100 * dayMs);
  await scene.pass(2 * 3_600_000);
  await scene.presses(asked, 'Once');
  await scene.sees('second', 60_000);
  await scene.pass(5_000);
  expect(scene.now(queued).text).toMatch(/sent/);
  expect(scene.now(asked).text).toMatch(/Approved/);
});

test('old prompts and turns are forgotten but for the last fifty of their topic', async () => {
  using store = tempStore();
  const clock = createSimClock();
  const topic = store.topics.ensure({ chat: 111 as ChatId, topic: undefined }).key;
  const add = (n: number, isEnded: boolean): void => {
    const now = clock.now();
    const turn = `t${n}` as TurnId;
    const added = store.prompts.add({
      ...{ topic, generation: 0, state: 'waiting', text: '', source: undefined, gather: undefined },
      ...{ clientId: `pd-${n}` as ClientId, now },
    });
    store.shown.open(topic, 0, turn, `n${n}` as Nonce, now + n);
    if (!isEnded) return;
    const sent = store.prompts.move(added, 'send', now);
    const seen = sent && store.prompts.move(sent, 'seen', now, turn);
    if (seen) store.prompts.move(seen, 'completed', now);
    const shown = store.shown.get(topic, 0, turn);
    if (shown) store.shown.settle(shown, 'full', now);
  };
  add(0, false);
  for (let n = 1; n <= 60; n++) add(n, true);
  const stop = new AbortController();
  const ended = keepHouse(store, clock, stop.signal).catch((error: unknown) => error);
  const kept = () =>
    Array.from({ length: 61 }, (_, n) => n).filter(
      (n) =>
        store.prompts.byClientId(`pd-${n}` as ClientId) !== undefined &&
        store.shown.get(topic, 0, `t${n}` as TurnId) !== undefined,
    );
  await clock.advance(3 * 3_600_000);
  expect(kept()).toHaveLength(61);
  clock.jumpWall(91 * dayMs);
  await clock.advance(3 * 3_600_000);
  expect(kept()).toEqual([0, ...Array.from({ length: 50 }, (_, n) => n + 11)]);
  stop.abort(new Error('stopped'));
  expect(await ended).toMatchObject({ message: 'stopped' });
});
