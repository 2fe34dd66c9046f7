import { expect, test } from 'vitest';
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
