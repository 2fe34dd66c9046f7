import { expect, test } from 'vitest';
import { inputText, openScene, type Scene, shop } from './scene.ts';

const started = (scene: Scene): readonly string[] =>
  scene.tap.sent
    .filter(({ method }) => method === 'turn/start')
    .map(({ params }) => inputText(params).split(' ', 1)[0] ?? '');

test('Steer on a message whose turn has ended meanwhile sends it next', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: wait 60000; final "over"]]');
  await scene.sees('⏳');
  scene.says('alpha', topic);
  scene.says('beta', topic);
  const beta = await scene.sees('2nd in the queue');
  scene.says('/stop', topic);
  await scene.sees('■ Stopped');
  await scene.presses(beta, 'Steer');
  await scene.sees('You said: beta');
  expect(started(scene).slice(0, 2)).toEqual(['long', 'beta']);
});

test('Send now of a paused queue sends that one at once', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: wait 60000; final "over"]]');
  await scene.sees('⏳');
  for (const word of ['alpha', 'beta']) scene.says(word, topic);
  await scene.sees('2nd in the queue');
  scene.says('/stop', topic);
  await scene.sees('■ Stopped');
  scene.says('/queue', topic);
  const list = await scene.sees('Paused · 2 messages waiting');
  await scene.presses(list, 'Send now 2');
  await scene.sees('You said: beta');
});

test('a button of a message that has been sent meanwhile is out of date', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: wait 10000; final "over"]]');
  await scene.sees('⏳');
  scene.says('alpha [[sim: wait 60000; final "alpha over"]]', topic);
  const card = await scene.sees('Next in the queue');
  const [steer, edit, remove] = card.buttons.flat().map(({ data }) => data ?? '');
  await scene.until(() => started(scene).length === 2);
  for (const data of [steer, edit, remove]) {
    const outcome = await scene.clock.runUntil(
      scene.ann.presses(card, data ?? '', { isForged: true }),
    );
    expect(outcome).toMatchObject({ text: 'This button is out of date.' });
  }
});

test('a reply to the card of a message that was sent is a message of its own', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: wait 10000; final "over"]]');
  await scene.sees('⏳');
  scene.says('alpha [[sim: final "alpha over"]]', topic);
  const card = await scene.sees('Next in the queue');
  await scene.sees('alpha over');
  scene.ann.says(scene.chat, 'and more', { topic, replyTo: card });
  await scene.until(() => scene.prompts().length === 3);
  expect(scene.prompts()[2]).toContain('and more');
});

test('a reply with words to an approval that asks for none is a message of its own', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('go [[sim: run "make" escalate; final "{last}"]]');
  const card = await scene.sees('? Run a command');
  scene.ann.says(scene.chat, 'what is this?', { topic, replyTo: card });
  await scene.sees('Next in the queue');
  expect(scene.tap.answers).toEqual([]);
  await scene.presses(card, 'No, because');
  await scene.presses(card, 'Once');
  scene.says('another message', topic);
  await scene.until(() => scene.prompts().some((text) => text.includes('another message')));
  expect(scene.tap.answers).toHaveLength(1);
});

test('No, because … of a turn that has just ended leaves its words as the next message', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('go [[sim: run "make" escalate; final "{last}"]]');
  const card = await scene.sees('? Run a command');
  await scene.presses(card, 'No, because');
  scene.befalls((method) =>
    method === 'turn/steer' ? { refuse: 'no active turn to steer' } : undefined,
  );
  scene.says('use the trash', topic);
  await scene.sees('You said: use the trash');
  expect(scene.engine.count('use the trash')).toBe(1);
});

test('words that are asked for too late are a message', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('go [[sim: ask "Which?" A|B; final "{last}"]]');
  const card = await scene.sees('Codex asks');
  await scene.presses(card, 'Something else');
  await scene.pass(700_000);
  scene.says('much later', topic);
  await scene.sees('Next in the queue');
  expect(scene.tap.answers).toEqual([]);
});

test('/stop while Codex is overloaded takes the message back and asks', async () => {
  using scene = openScene();
  scene.start();
  scene.befalls((method) =>
    method === 'turn/start' ? { refuse: 'overloaded', code: -32001 } : undefined,
  );
  const { topic } = scene.says('try [[sim: final "it went"]]');
  await scene.until(() => started(scene).length > 0);
  scene.says('/stop', topic);
  const asks = await scene.sees('■ Stopped', 60_000);
  scene.befalls(undefined);
  await scene.pass(60_000);
  expect(scene.engine.count('try')).toBe(0);
  await scene.presses(asks, 'Send them');
  await scene.sees('it went');
});

test('a first turn whose thread is refused as unknown begins in a thread made anew', async () => {
  using scene = openScene();
  scene.start();
  let gone = 2;
  scene.befalls((method) =>
    (method === 'turn/start' || method === 'thread/resume') && gone-- > 0
      ? { refuse: 'no rollout found for thread id x' }
      : undefined,
  );
  scene.says('first words [[sim: final "here I am"]]');
  await scene.sees('here I am');
  expect(scene.engine.count('first words')).toBe(1);
});

test('a desktop turn that begins while our message is on its way is not silently steered into', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  const desktop = await scene.desktop();
  const [threadId = ''] = scene.engine.threads.keys();
  await scene.clock.runUntil(desktop.connection.request('thread/resume', { threadId }));
  const text = 'desk [[sim: wait 20000; final "desk over"]]';
  const run = desktop.connection.request('turn/start', {
    threadId,
    input: [{ type: 'text', text, text_elements: [] }],
  });
  scene.says('mine [[sim: final "mine over"]]', topic);
  await scene.clock.runUntil(run);
  await scene.sees('mine over', 60_000);
  expect(scene.engine.count('mine [')).toBe(1);
});

test('the binding of a topic survives a restart of bridge and engine', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  scene.kill();
  scene.engine.restart();
  scene.start();
  scene.says('two [[sim: final "second"]]', topic);
  await scene.sees('second');
  expect(scene.engine.threads.size).toBe(1);
});

test('what a project says of model and policies is what its threads begin with', async () => {
  const careful = {
    ...shop,
    model: 'gpt-x',
    effort: 'high',
    approvalPolicy: 'never',
    sandbox: 'read-only',
  };
  using scene = openScene({ projects: [careful] });
  scene.start();
  scene.says('one [[sim: final "{model}"]]');
  await scene.sees('gpt-x');
  expect(scene.tap.sent.find(({ method }) => method === 'thread/start')?.params).toMatchObject({
    cwd: '/sim/shop',
    model: 'gpt-x',
    approvalPolicy: 'never',
    sandbox: 'read-only',
  });
});

test('limits that come in parts are kept together', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says(
    'one [[sim: limits primary=42 secondary=12 primary-resets=900; final "first"]]',
  );
  await scene.sees('first');
  scene.says('two [[sim: limits secondary=99; fail usage-limit resets=1800]]', topic);
  const limit = await scene.sees('⚠ Usage limit reached');
  expect(limit.text).toMatch(/until|at \d\d:\d\d/);
});

test('a message in another chat does not see this one’s buttons', async () => {
  let group = { id: 0 };
  using scene = openScene({
    chats: (emulator, ann) => {
      group = emulator.group({ type: 'group', owner: ann, bot: 'administrator' });
      return [group];
    },
  });
  scene.start();
  scene.says('go [[sim: run "make" escalate; final "{last}"]]');
  const card = await scene.sees('? Run a command');
  const elsewhere = scene.ann.says(group, 'hello');
  const data = card.buttons[0]?.[0]?.data ?? '';
  const outcome = await scene.clock.runUntil(
    scene.ann.presses(elsewhere, data, { isForged: true }),
  );
  expect(outcome).toMatchObject({ text: 'This button is out of date.' });
  expect(scene.tap.answers).toEqual([]);
});

test('a steer whose fate is unknown at the end of its turn goes out once, as the next message', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: wait 10000; final "over"]]');
  await scene.sees('⏳');
  await scene.pass(1_000);
  scene.befalls((method) => {
    if (method !== 'turn/steer') return undefined;
    setImmediate(scene.kill);
    return 'cut-before';
  });
  scene.says('/steer keep this [[sim: final "kept it"]]', topic);
  await scene.until(() => scene.tap.sent.some(({ method }) => method === 'turn/steer'));
  await scene.pass(60_000);
  scene.befalls(undefined);
  scene.start();
  await scene.sees('kept it', 60_000);
  expect(scene.engine.count('keep this')).toBe(1);
});

test('fifteen turns at the desktop while away are all counted', async () => {
  using scene = openScene();
  scene.start();
  scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  await scene.pass(10_000);
  scene.kill();
  const desktop = await scene.desktop();
  const [threadId = ''] = scene.engine.threads.keys();
  await scene.clock.runUntil(desktop.connection.request('thread/resume', { threadId }));
  for (let n = 1; n <= 15; n++) {
    const text = `desk${n} [[sim: final "d${n}."]]`;
    await scene.clock.runUntil(
      desktop.connection.request('turn/start', {
        threadId,
        input: [{ type: 'text', text, text_elements: [] }],
      }),
    );
    await scene.until(() => !scene.engine.threads.get(threadId)?.running);
    await scene.pass(3_000);
  }
  desktop.close();
  scene.start();
  await scene.sees(/^d15\./);
  await scene.sees('14 earlier turns from the desktop');
  await scene.pass(20_000);
  expect(scene.bot().filter(({ text }) => text.includes('earlier turn'))).toHaveLength(1);
});
