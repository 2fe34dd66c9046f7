import { expect, test } from 'vitest';
import type { Seen } from '../../src/emulator/view/seen.ts';
import { blog, openScene, type Scene, shop } from './scene.ts';

test('with one project the first message goes there without a question', async () => {
  using scene = openScene();
  scene.start();
  scene.says('fix the login [[sim: final "All well."]]');
  const final = await scene.sees('All well.');

  expect(final.isSilent).toBe(false);
  expect([...scene.engine.threads.values()].map(({ cwd }) => cwd)).toEqual(['/sim/shop']);
  expect(scene.engine.count('fix the login')).toBe(1);
  await scene.pass(5_000);
  expect(scene.bot().map(({ text }) => text)).toEqual([
    expect.stringMatching(/^✓ 0:00/),
    'All well.',
  ]);
});

test('of several projects the default one takes the first message', async () => {
  using scene = openScene({ projects: [blog, { ...shop, isDefault: true }] });
  scene.start();
  scene.says('hello');
  await scene.sees('You said');
  expect([...scene.engine.threads.values()].map(({ cwd }) => cwd)).toEqual(['/sim/shop']);
});

test('without projects a directory of its own is made, named after the day and the words', async () => {
  using scene = openScene({ projects: [] });
  scene.start();
  scene.says('Plan my trip to Köln!');
  await scene.sees('You said');
  expect(scene.made).toEqual(['/sim/2026-09-01/plan-my-trip-to-köln']);
  expect([...scene.engine.threads.values()].map(({ cwd }) => cwd)).toEqual(scene.made);
});

test('with several projects one card asks, and all that was written goes there once and in order', async () => {
  using scene = openScene({ projects: [shop, blog] });
  scene.start();
  const first = scene.says('one [[sim: final "1 done"]]');
  const chooser = await scene.sees('Where should this go?');
  scene.says('two [[sim: final "2 done"]]', first.topic);
  scene.says('three [[sim: final "3 done"]]', first.topic);
  await scene.pass(3_000);
  expect(scene.bot().filter(({ text }) => text.includes('Where should'))).toHaveLength(1);
  expect(scene.prompts()).toEqual([]);

  scene.kill();
  await scene.pass(3_600_000);
  scene.start();
  await scene.pass(2_000);
  expect(await scene.presses(chooser, 'New in blog')).toBe('Done');
  await scene.sees('3 done');

  expect(scene.prompts().map((text) => text.slice(0, 3))).toEqual(['one', 'two', 'thr']);
  for (const word of ['one [', 'two [', 'three [']) expect(scene.engine.count(word)).toBe(1);
  expect([...scene.engine.threads.values()].map(({ cwd }) => cwd)).toEqual(['/sim/blog']);
  await scene.reads(chooser, 'New in blog');
  expect(scene.now(chooser).buttons).toEqual([]);
});

test('no project is a choice too, and one message kept for it is not lost', async () => {
  using scene = openScene({ projects: [shop, blog] });
  scene.start();
  scene.says('just a question');
  const chooser = await scene.sees('Where should this go?');
  await scene.presses(chooser, 'No project');
  await scene.sees('You said');
  expect(scene.made).toEqual(['/sim/2026-09-01/just-a-question']);
  await scene.reads(chooser, 'without a project');
});

test('a chooser whose project is not configured any more is out of date, and the message stays', async () => {
  const projects = [shop, blog];
  using scene = openScene({ projects });
  scene.start();
  const said = scene.says('keep me');
  const chooser = await scene.sees('Where should this go?');
  projects.pop();
  expect(await scene.presses(chooser, 'New in blog')).toBe('This button is out of date.');
  expect(scene.prompts()).toEqual([]);
  scene.says('/project shop', said.topic);
  await scene.sees('You said');
  expect(scene.prompts()).toEqual(['keep me']);
});

test('in a chat without topics the main view works, and plain text goes on with its thread', async () => {
  using scene = openScene({ topics: false });
  scene.start();
  scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  scene.says('two [[sim: final "second"]]');
  await scene.sees('second');
  expect(scene.engine.threads.size).toBe(1);
});

test('in General and in a plain group only a mention or a reply is for the bot', async () => {
  let forum = { id: 0 };
  let group = { id: 0 };
  using scene = openScene({
    chats: (emulator, ann) => {
      forum = emulator.forum({ owner: ann, bot: 'administrator' });
      group = emulator.group({ type: 'group', owner: ann, bot: 'administrator' });
      return [forum, group];
    },
  });
  scene.start();
  const name = `@${scene.emulator.bot.username}`;
  scene.ann.says(forum, 'people talk');
  scene.ann.says(group, 'people talk');
  await scene.pass(3_000);
  expect(scene.prompts()).toEqual([]);

  scene.ann.says(forum, `${name} general [[sim: final "in General"]]`);
  const inGeneral = await scene.until(() => found(scene, forum, 'in General'));
  scene.ann.says(group, `${name} group [[sim: final "in the group"]]`);
  const inGroup = await scene.until(() => found(scene, group, 'in the group'));
  expect(inGeneral.topic).toBeUndefined();
  scene.ann.says(group, 'and now? [[sim: final "by reply"]]', { replyTo: inGroup });
  await scene.until(() => found(scene, group, 'by reply'));
  expect(scene.engine.threads.size).toBe(2);
});

const found = (scene: Scene, chat: { id: number }, text: string): Seen | undefined =>
  scene.emulator.transcript(chat).find((one) => one.from.isBot && one.text.includes(text));
