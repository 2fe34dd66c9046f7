import { expect, test } from 'vitest';
import { openScene, type Scene } from './scene.ts';

const live = (scene: Scene) =>
  scene.bot().filter(({ buttons }) => buttons.flat().some(({ text }) => text.includes('Stop')));

test('a turn is one silent message that is edited, then folded, and one loud answer', async () => {
  using scene = openScene();
  scene.start();
  const said = scene.says(
    'work [[sim: say "I look first."; run "npm test"; wait 8000; run "npm run lint"; wait 8000; final "All **done**."]]',
  );
  const message = await scene.sees('⏳');
  expect(message.isSilent).toBe(true);
  await scene.sees(/npm test[\s\S]*I look first/);
  expect(live(scene)).toHaveLength(1);
  const final = await scene.sees('All done.', 60_000);
  await scene.pass(5_000);

  expect(final.isSilent).toBe(false);
  await scene.reads(message, /^✓ 0:1\d · 2 steps/);
  expect(scene.now(message).edits).toBeGreaterThan(1);
  expect(scene.now(message).buttons).toEqual([]);
  expect(scene.bot()).toHaveLength(2);
  expect(scene.bot().filter(({ isSilent }) => !isSilent)).toHaveLength(1);
  expect(scene.emulator.message(said)?.reactions.map(({ emoji }) => emoji)).toEqual(['👀']);
});

test('two turns in a row have a live message and an answer each', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: run "ls"; wait 3000; final "first"]]');
  await scene.sees('first');
  await scene.pass(30_000);
  scene.says('two [[sim: run "ls"; wait 3000; final "second"]]', topic);
  await scene.sees('second');
  await scene.pass(5_000);
  expect(scene.bot().map(({ text }) => text.split('\n', 1)[0])).toEqual([
    expect.stringMatching(/^✓ 0:0\d · 1 step/),
    'first',
    expect.stringMatching(/^✓ 0:0\d · 1 step/),
    'second',
  ]);
});

test('where messages have no phase the last one is the answer, once', async () => {
  using scene = openScene();
  scene.start();
  scene.says('work [[sim: nophase; say "I begin."; run "ls"; wait 2000; final "It is so."]]');
  const final = await scene.sees(/^It is so/);
  await scene.pass(5_000);
  expect(final.isSilent).toBe(false);
  expect(scene.bot().filter(({ text }) => text.includes('It is so.'))).toHaveLength(1);
  expect(scene.bot().filter(({ isSilent }) => !isSilent)).toHaveLength(1);
});

test('questions that do not block stand in the chat, and the turn goes on to its own end', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says(
    'ask [[sim: ask-async "Which colour?" red|blue; run "make"; wait 9000; final "It is {steer}."]]',
  );
  const question = await scene.sees('Which colour?');
  expect(question.isSilent).toBe(true);
  scene.says('/steer blue', topic);
  const final = await scene.sees('It is blue.');
  await scene.pass(3_000);
  expect(
    scene
      .bot()
      .filter(({ isSilent }) => !isSilent)
      .map(({ id }) => id),
  ).toEqual([final.id]);
});

test('a prompt of the desktop is quoted, its turn is mirrored, and nothing is posted twice', async () => {
  using scene = openScene();
  scene.start();
  scene.says('one [[sim: final "first"]]');
  const { topic } = await scene.sees('first');
  const desktop = await scene.desktop();
  const [threadId = ''] = scene.engine.threads.keys();
  await scene.clock.runUntil(desktop.connection.request('thread/resume', { threadId }));
  await scene.clock.runUntil(
    desktop.connection.request('turn/start', {
      threadId,
      clientUserMessageId: 'desk-1',
      input: [
        {
          type: 'text',
          text: 'rename it [[sim: run "mv a b"; wait 5000; final "renamed"]]',
          text_elements: [],
        },
      ],
    }),
  );
  const final = await scene.sees(/^renamed/);
  await scene.pass(5_000);
  const quote = await scene.sees('Desktop: rename it');
  expect(quote.isSilent).toBe(true);
  expect(final.isSilent).toBe(false);
  expect([quote.topic, final.topic]).toEqual([topic, topic]);
  expect(quote.id).toBeLessThan(final.id);
  expect(scene.bot().filter(({ text }) => text === 'renamed')).toHaveLength(1);
  expect(scene.bot().filter(({ text }) => text.includes('rename it'))).toHaveLength(1);
});

test('what the phone sent is not quoted back to it', async () => {
  using scene = openScene();
  scene.start();
  scene.says('a phrase of my own [[sim: run "ls"; final "fine"]]');
  await scene.sees('fine');
  await scene.pass(5_000);
  expect(scene.bot().filter(({ text }) => text.includes('a phrase of my own'))).toEqual([]);
});

test('what the protocol says of itself never comes into a chat', async () => {
  using scene = openScene();
  scene.start();
  scene.says('work [[sim: wait 5000; final "fine"]]');
  await scene.sees('⏳');
  for (const method of ['deprecationNotice', 'warning', 'configWarning', 'thing/unheard/of']) {
    scene.tap.tell({ method, params: { summary: `${method}: use another`, details: null } });
  }
  await scene.sees('fine');
  await scene.pass(3_000);
  expect(scene.bot().filter(({ text }) => text.includes('use another'))).toEqual([]);
  expect(scene.log.join('\n')).toContain('use another');
});

test('a thread that no topic shows is left alone', async () => {
  using scene = openScene();
  scene.start();
  await scene.pass(1_000);
  const desktop = await scene.desktop();
  const { thread } = await scene.clock.runUntil(
    desktop.connection.request('thread/start', { cwd: '/sim/other' } as never),
  );
  await scene.clock.runUntil(
    desktop.connection.request('turn/start', {
      threadId: thread.id,
      input: [{ type: 'text', text: 'private [[sim: final "secret"]]', text_elements: [] }],
    } as never),
  );
  await scene.pass(5_000);
  expect(scene.bot()).toEqual([]);
});

test('/status tells what the topic is, before, while and after a turn runs', async () => {
  using scene = openScene();
  scene.start();
  const topic = scene.ann.opensTopic(scene.chat, 'work');
  scene.says('/status', topic);
  await scene.sees('not bound to a thread');
  scene.says('one [[sim: wait 3000; run "ls"; wait 20000; run "x" escalate; final "over"]]', topic);
  await scene.pass(6_000);
  scene.says('/status', topic);
  expect((await scene.sees(/shop · work/)).text).toMatch(/running 0:0\d/);
  const card = await scene.sees('? Run a command');
  scene.says('/status', topic);
  const waiting = await scene.sees(/waits for you 0:2\d/);
  expect(waiting.text).toContain('context 100 % left');
  expect(waiting.text).toContain('approvals on-request');
  await scene.presses(card, 'Once');
  await scene.sees('over');
  scene.says('/status', topic);
  await scene.sees(/shop · work\nidle/);
});

test('/start and /help say what there is', async () => {
  using scene = openScene();
  scene.start();
  scene.says('/start');
  await scene.sees('You are connected');
  scene.says('/help');
  await scene.sees('/queue');
});
