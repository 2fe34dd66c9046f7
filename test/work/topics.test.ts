import { expect, test } from 'vitest';
import { blog, openScene, type Scene, shop } from './scene.ts';

const names = (scene: Scene): readonly string[] =>
  scene.emulator.topics(scene.chat).map(({ name }) => name);

test('a topic whose name nobody chose takes the first words of its first prompt', async () => {
  using scene = openScene();
  scene.start();
  scene.says('fix the login redirect\nand the tests');
  await scene.sees('You said');
  await scene.until(() => names(scene).includes('fix the login redirect'));
});

test('a name that a person gave is kept, also when it was given before the first answer', async () => {
  using scene = openScene();
  scene.start();
  const mine = scene.ann.opensTopic(scene.chat, 'My own');
  scene.says('fix the login', mine);
  const other = scene.says('second topic').topic ?? 0;
  await scene.sees('You said');
  scene.ann.renames(scene.chat, other, 'Renamed');
  await scene.pass(20_000);
  expect(names(scene)).toEqual(['My own', 'Renamed']);
});

test('/new with a title opens a topic that waits for its first message', async () => {
  using scene = openScene({ projects: [shop, blog] });
  scene.start();
  scene.says('/new Ideas for May');
  const waits = await scene.sees(/Waits for/);
  expect(names(scene)).toContain('Ideas for May');
  scene.says('the first [[sim: final "got it"]]', waits.topic);
  const final = await scene.sees('got it');
  expect(final.topic).toBe(waits.topic);
  expect(scene.made).toEqual(['/sim/2026-09-01/ideas-for-may']);
  expect(names(scene)).toContain('Ideas for May');
});

test('/new PROJECT: title with further lines sends them as the first prompt to that project', async () => {
  using scene = openScene({ projects: [shop, blog] });
  scene.start();
  scene.says('/new blog: Spring post\nwrite it\nin two lines [[sim: final "written"]]');
  const final = await scene.sees('written');
  expect(scene.prompts()).toEqual(['write it\nin two lines [[sim: final "written"]]']);
  expect([...scene.engine.threads.values()].map(({ cwd }) => cwd)).toEqual(['/sim/blog']);
  expect(scene.emulator.topics(scene.chat).find(({ id }) => id === final.topic)?.name).toBe(
    'Spring post',
  );
});

test('/new with a colon that no project stands before takes the whole line as the title', async () => {
  using scene = openScene({ projects: [shop, blog] });
  scene.start();
  scene.says('/new Note: buy milk');
  await scene.sees(/Waits for/);
  expect(names(scene)).toContain('Note: buy milk');
});

test('/new alone takes its name from the first prompt', async () => {
  using scene = openScene();
  scene.start();
  scene.says('/new');
  const waits = await scene.sees(/Waits for/);
  scene.says('paint the fence', waits.topic);
  await scene.sees('You said');
  await scene.until(() => names(scene).includes('paint the fence'));
});

test('/new with only a first prompt below takes its name from that', async () => {
  using scene = openScene();
  scene.start();
  scene.says('/new shop:\nclean up the cellar');
  await scene.sees('You said');
  expect(names(scene)).toContain('clean up the cellar');
});

test('/new PROJECT: without a title is named after the project until something is said', async () => {
  using scene = openScene();
  scene.start();
  scene.says('/new shop:');
  await scene.sees(/Waits for/);
  expect(names(scene)).toContain('shop');
});

test('in a chat without topics /new PROMPT starts afresh and /continue goes on', async () => {
  using scene = openScene({ topics: false });
  scene.start();
  scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  scene.says('/new two [[sim: final "second"]]');
  await scene.sees('second');
  expect(scene.engine.threads.size).toBe(2);
  scene.says('/continue three [[sim: final "third"]]');
  await scene.sees('third');
  expect([...scene.engine.threads.values()].map(({ turns }) => turns.length)).toEqual([1, 2]);
  expect([...scene.engine.threads.values()].map(({ cwd }) => cwd)).toEqual([
    '/sim/shop',
    '/sim/shop',
  ]);
});

test('in a chat without topics and projects /new makes a directory for each new thread', async () => {
  using scene = openScene({ topics: false, projects: [] });
  scene.start();
  scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  scene.says('/new');
  await scene.sees(/Waits for/);
  scene.says('/new two\nlines [[sim: final "second"]]');
  await scene.sees('second');
  expect(scene.made).toEqual(['/sim/2026-09-01/one-sim-final-first', '/sim/2026-09-01/two']);
});

test('while a turn runs, /new in a chat without topics says so and leaves it alone', async () => {
  using scene = openScene({ topics: false });
  scene.start();
  scene.says('long [[sim: wait 60000; final "over"]]');
  await scene.sees('⏳');
  scene.says('/new other');
  await scene.sees('A turn runs here');
  await scene.sees('over', 90_000);
  expect(scene.engine.threads.size).toBe(1);
});

test('/continue without words asks for some', async () => {
  using scene = openScene({ topics: false });
  scene.start();
  scene.says('/continue');
  await scene.sees('no text');
});

test('/project shows the place, switches it, and knows a unique beginning', async () => {
  using scene = openScene({ projects: [shop, blog] });
  scene.start();
  const topic = scene.ann.opensTopic(scene.chat, 'work');
  scene.says('/project', topic);
  await scene.sees('not bound');
  scene.says('/project SH', topic);
  await scene.sees('works in shop');
  scene.says('hello', topic);
  await scene.sees('You said');
  scene.says('/project blog', topic);
  await scene.sees('works in blog');
  scene.says('and here [[sim: final "new place"]]', topic);
  await scene.sees('new place');
  expect([...scene.engine.threads.values()].map(({ cwd }) => cwd)).toEqual([
    '/sim/shop',
    '/sim/blog',
  ]);
});

test('/project with an unknown name lists those that there are', async () => {
  using scene = openScene({ projects: [shop, blog] });
  scene.start();
  const topic = scene.ann.opensTopic(scene.chat, 'work');
  scene.says('/project garden', topic);
  const told = await scene.sees('There is no project');
  expect(told.text).toContain('garden');
  expect(told.text).toContain('shop, blog');
});

test('/project with an ambiguous name offers those that it may mean as buttons', async () => {
  const shopping = { ...shop, name: 'shopping', path: '/sim/shopping' };
  using scene = openScene({ projects: [{ ...shop, name: 'shop-web' }, shopping, blog] });
  scene.start();
  const topic = scene.ann.opensTopic(scene.chat, 'work');
  scene.says('/project shop', topic);
  const asked = await scene.sees('Where should this go?');
  expect(asked.buttons.flat().map(({ text }) => text)).toEqual([
    'New in shop-web',
    'New in shopping',
  ]);
  await scene.presses(asked, 'New in shopping');
  scene.says('hello', topic);
  await scene.sees('You said');
  expect([...scene.engine.threads.values()].map(({ cwd }) => cwd)).toEqual(['/sim/shopping']);
});

test('/project does not move a topic whose turn runs, or is only starting', async () => {
  using scene = openScene({ projects: [{ ...shop, isDefault: true }, blog] });
  scene.start();
  const { topic } = scene.says('long [[sim: wait 20000; final "over"]]');
  await scene.sees('⏳');
  scene.says('/project blog', topic);
  await scene.sees('A turn runs here');
  await scene.sees('over', 60_000);

  scene.befalls((method) =>
    method === 'turn/start' ? { refuse: 'busy', code: -32001 } : undefined,
  );
  scene.says('second [[sim: final "second over"]]', topic);
  await scene.pass(1_000);
  scene.says('/project blog', topic);
  await scene.until(
    () => scene.bot().filter(({ text }) => text.includes('A turn runs')).length === 2,
  );
  scene.befalls(undefined);
  await scene.sees('second over');
  expect([...scene.engine.threads.values()].map(({ cwd }) => cwd)).toEqual(['/sim/shop']);
});

test('a topic that was closed and opened again goes on', async () => {
  using scene = openScene();
  scene.start();
  const topic = scene.ann.opensTopic(scene.chat, 'work');
  scene.says('one [[sim: final "first"]]', topic);
  await scene.sees('first');
  scene.ann.closes(scene.chat, topic);
  await scene.pass(2_000);
  scene.ann.reopens(scene.chat, topic);
  scene.says('two [[sim: final "second"]]', topic);
  await scene.sees('second');
  expect(scene.engine.threads.size).toBe(1);
});

test('a group that becomes a supergroup keeps its thread', async () => {
  let group = { id: 0 };
  const chats: { id: number }[] = [];
  using scene = openScene({
    chats: (emulator, ann) => {
      group = emulator.group({ type: 'group', owner: ann, bot: 'administrator' });
      chats.push(group);
      return chats;
    },
  });
  scene.start();
  const name = `@${scene.emulator.bot.username}`;
  scene.ann.says(group, `${name} one [[sim: final "first"]]`);
  await scene.until(() => texts(scene, group).includes('first'));
  const larger = scene.emulator.migrate(group, scene.ann);
  await scene.pass(3_000);
  chats.push(larger);
  scene.kill();
  scene.start();
  scene.ann.says(larger, `${name} two [[sim: final "second"]]`);
  await scene.until(() => texts(scene, larger).includes('second'));
  expect(scene.engine.threads.size).toBe(1);
});

test('a bot that was blocked and let in again delivers what it owed', async () => {
  using scene = openScene();
  scene.start();
  scene.says('one [[sim: wait 5000; final "the answer"]]');
  await scene.sees('⏳');
  scene.ann.blocks();
  await scene.pass(60_000);
  scene.ann.unblocks();
  await scene.sees('the answer', 600_000);
});

const texts = (scene: Scene, chat: { id: number }): readonly string[] =>
  scene.emulator.transcript(chat).map(({ text }) => text);
