import { expect, test } from 'vitest';
import type { PersonId } from '../../src/model/ids.ts';
import { openScene, type Scene } from '../work/scene.ts';

const paused = /held everything back/;

const lines = (scene: Scene, like: RegExp) => scene.bot().filter(({ text }) => like.test(text));

test('after a ban of six minutes the topic is told once, silently, behind its answers', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  await scene.pass(10_000);
  scene.emulator.faults.ban(scene.chat, 350);
  scene.says('two [[sim: final "second"]]', topic);
  await scene.pass(300_000);
  expect(scene.bot(topic).at(-1)?.text).toBe('first');
  const told = await scene.sees(paused, 120_000);
  expect(told).toMatchObject({ topic, isSilent: true });
  expect(told.text).toMatch(/6 minutes/);
  await scene.pass(600_000);
  expect(lines(scene, paused)).toHaveLength(1);
  const texts = scene.bot(topic).map(({ text }) => text);
  expect(texts.indexOf('second')).toBeLessThan(texts.indexOf(told.text));
  expect(scene.emulator.count.duringPause).toBeLessThanOrEqual(1);
});

test('a ban that is lengthened while nothing could be said is told as one; a later one anew', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  await scene.pass(10_000);
  scene.emulator.faults.ban(scene.chat, 120);
  scene.says('two [[sim: final "second"]]', topic);
  await scene.pass(110_000);
  scene.emulator.faults.ban(scene.chat, 180);
  const told = await scene.sees(paused, 600_000);
  expect(told.text).toMatch(/5 minutes/);
  await scene.pass(60_000);
  scene.emulator.faults.ban(scene.chat, 120);
  scene.says('three [[sim: final "third"]]', topic);
  await scene.until(() => lines(scene, paused).length === 2, 600_000);
  expect(lines(scene, paused)[1]?.text).toMatch(/2 minutes/);
});

test('a short pause is not worth a line', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  scene.emulator.faults.ban(scene.chat, 40);
  scene.says('two [[sim: final "second"]]', topic);
  await scene.sees('second', 120_000);
  await scene.pass(60_000);
  expect(lines(scene, paused)).toEqual([]);
});

test.each(['error', 'silent'] as const)(
  'the topic that replaces a deleted one (%s) says so in its first line',
  async (how) => {
    using scene = openScene();
    scene.start();
    const { topic = 0 } = scene.says('one [[sim: final "first"]]');
    await scene.sees('first');
    scene.says('two [[sim: wait 5000; final "second"]]', topic ?? 0);
    await scene.pass(2_000);
    scene.ann.deletesTopic(scene.chat, topic ?? 0, how);
    await scene.until(() => {
      const made = scene.emulator.topics(scene.chat).find(({ id }) => id !== topic);
      return made && scene.bot(made.id).some(({ text }) => text === 'second');
    }, 600_000);
    await scene.pass(10_000);
    const made = scene.emulator.topics(scene.chat).find(({ id }) => id !== topic);
    const there = scene.bot(made?.id).map(({ text, isSilent }) => ({ text, isSilent }));
    expect(there[0]).toEqual({
      text: 'The topic before this one is gone. The thread goes on here, and nothing was lost.',
      isSilent: true,
    });
    expect(there.at(-1)).toEqual({ text: 'second', isSilent: false });
    expect(scene.bot(null)).toEqual([]);
  },
);

/** Something of a version that knows more than we do: it is tried five times, then set aside. */
const poison = (scene: Scene, key: string): void =>
  scene.store.timers.set({
    ...{ kind: 'from-tomorrow', key, lane: `timer:${key}`, body: '' },
    dueAt: scene.clock.now(),
  });

const aside = /^⚠ \d+ messages? (to me|of mine)/;

test('what was set aside is told to the owner in one line, at most once an hour, with its number', async () => {
  using scene = openScene({ errors: /An update was set aside/ });
  scene.start();
  scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  poison(scene, '1');
  await scene.until(() => scene.store.inbox.dead().length === 1, 900_000);
  const told = await scene.sees(aside, 60_000);
  expect(told.text).toBe('⚠ 1 message to me could not be handled. The log says why.');
  expect(told).toMatchObject({ topic: undefined, isSilent: true });
  scene.emulator.faults.add({
    ...{ method: 'sendMessage', times: 2 },
    where: ({ text }) => String(text).includes('refuse me'),
    fault: { type: 'refuse', code: 400, description: 'Bad Request: SOMETHING_NEW' },
  });
  scene.says('two [[sim: final "refuse me"]]');
  scene.says('three [[sim: final "refuse me too"]]');
  poison(scene, '2');
  await scene.pass(1_800_000);
  expect(lines(scene, aside)).toHaveLength(1);
  await scene.pass(2_400_000);
  expect(lines(scene, aside).map(({ text }) => text)).toEqual([
    told.text,
    '⚠ 1 message to me could not be handled. 2 messages of mine could not be shown. The log says why.',
  ]);
  expect(scene.log.filter((line) => line.includes('slot-dead'))).toHaveLength(2);
  expect(scene.log.find((line) => line.includes('slot-dead'))).toContain('SOMETHING_NEW');
  expect(scene.store.slots.setAside()).toBe(2);
  await scene.pass(7_200_000);
  expect(lines(scene, aside)).toHaveLength(2);
});

test('where the owner has no chat that may be used, only the log tells', async () => {
  using scene = openScene({
    errors: /An update was set aside/,
    policy: { owners: new Set([999 as PersonId]), users: new Set([111 as PersonId]) },
  });
  scene.start();
  await scene.pass(1_000);
  poison(scene, '1');
  scene.says('one [[sim: final "first"]]');
  await scene.until(() => scene.store.inbox.dead().length === 1, 900_000);
  await scene.pass(7_200_000);
  expect(lines(scene, aside)).toEqual([]);
});
