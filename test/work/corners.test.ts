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

test('a bridge killed while Codex made the thread begins once it is back', async () => {
  using scene = openScene();
  scene.start();
  scene.befalls((method) => {
    if (method === 'thread/start') setImmediate(scene.kill);
    return undefined;
  });
  scene.says('first words [[sim: final "here I am"]]');
  await scene.until(() => scene.tap.sent.some(({ method }) => method === 'thread/start'));
  await scene.pass(10_000);
  scene.befalls(undefined);
  scene.start();
  await scene.sees('here I am', 60_000);
  expect(scene.engine.count('first words')).toBe(1);
});

test('a thread whose making has no answer is made again', async () => {
  using scene = openScene();
  scene.start();
  let cuts = 1;
  scene.befalls((method) => (method === 'thread/start' && cuts-- > 0 ? 'cut-after' : undefined));
  scene.says('first words [[sim: final "here I am"]]');
  await scene.sees('here I am', 60_000);
  expect(scene.engine.count('first words')).toBe(1);
});

test('a model that the desktop chose is what the topic shows from then on', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: wait 60000; final "over"]]');
  await scene.sees(/⏳.*gpt-5\.5/);
  const [threadId = ''] = scene.engine.threads.keys();
  const threadSettings = {
    ...{ model: 'gpt-chosen', effort: 'high', approvalPolicy: 'never' },
    sandboxPolicy: { type: 'readOnly' },
  };
  scene.tap.tell({ method: 'thread/settings/updated', params: { threadId, threadSettings } });
  scene.tap.tell({ method: 'thread/name/updated', params: { threadId, threadName: 'Renamed' } });
  await scene.sees(/⏳.*gpt-chosen high/);
  scene.says('/status', topic);
  await scene.sees(/gpt-chosen[\s\S]*approvals never/);
  await scene.sees('over', 90_000);
});

test('what trickles in of a turn that ended long ago changes nothing in the chat', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: run "ls"; final "first"]]');
  await scene.sees('first');
  for (const word of ['second', 'third', 'fourth']) {
    await scene.pass(10_000);
    scene.says(`${word} [[sim: final "${word} over"]]`, topic);
    await scene.sees(`${word} over`);
  }
  await scene.pass(20_000);
  const before = scene.bot().map(({ text }) => text);
  const [thread] = scene.engine.threads.values();
  const turn = thread?.turns[0];
  const place = { threadId: thread?.id, turnId: turn?.id };
  const item = turn?.items.find(({ type }) => type === 'commandExecution');
  scene.tap.tell({ method: 'item/completed', params: { ...place, item } });
  scene.tap.tell({
    method: 'item/commandExecution/outputDelta',
    params: { ...place, itemId: item?.id, delta: 'late' },
  });
  await scene.pass(20_000);
  expect(scene.bot().map(({ text }) => text)).toEqual(before);
});

test('a change of files whose item was never heard is asked all the same', async () => {
  using scene = openScene();
  scene.start();
  scene.says('go [[sim: wait 20000; final "over"]]');
  await scene.sees('⏳');
  const [thread] = scene.engine.threads.values();
  const params = { threadId: thread?.id, turnId: thread?.running?.turn.id, itemId: 'unheard' };
  scene.tap.tell({ id: 78, method: 'item/fileChange/requestApproval', params });
  const card = await scene.sees('? Change files');
  await scene.presses(card, 'This session');
  await scene.until(() => scene.tap.answers.length === 1);
  expect(scene.tap.answers[0]?.result).toEqual({ decision: 'acceptForSession' });
  await scene.sees('over');
  await scene.reads(card, /^✓ Approved for this session · Ann/);
});

test('a second /stop while the first is on its way stops nothing else', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: wait 60000; final "over"]]');
  await scene.sees('⏳');
  scene.says('next [[sim: wait 5000; final "next over"]]', topic);
  await scene.sees('Next in the queue');
  scene.says('/stop', topic);
  scene.says('/stop', topic);
  const stopped = await scene.sees('■ Stopped');
  await scene.pass(10_000);
  await scene.presses(stopped, 'Send them');
  await scene.sees('next over');
});

test('a request of a thread that no topic shows is nobody’s', async () => {
  using scene = openScene();
  scene.start();
  await scene.pass(1_000);
  const params = { threadId: 'unknown', turnId: 'u', itemId: 'i' };
  scene.tap.tell({ id: 79, method: 'item/fileChange/requestApproval', params });
  scene.tap.tell({
    method: 'serverRequest/resolved',
    params: { threadId: 'unknown', requestId: 79 },
  });
  await scene.pass(5_000);
  expect(scene.bot()).toEqual([]);
});

test('an interrupt that waits when its thread turns out unreadable does not block the topic', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: wait 60000; final "over"]]');
  await scene.sees('⏳');
  await scene.pass(1_000);
  scene.tap.isAway = true;
  scene.engine.cutConnections();
  await scene.pass(500);
  scene.says('/stop', topic);
  await scene.pass(500);
  scene.befalls((method) =>
    method === 'thread/resume' ? { refuse: 'rollout is corrupt' } : undefined,
  );
  scene.tap.isAway = false;
  await scene.sees('rollout is corrupt', 60_000);
  await scene.pass(60_000);
  expect(scene.bot().filter(({ text }) => text.includes('rollout is corrupt'))).toHaveLength(1);
  scene.befalls(undefined);
  await scene.sees('■ Stopped', 60_000);
  scene.says('again [[sim: final "again over"]]', topic);
  await scene.sees('again over', 120_000);
});

test('a thread whose rollout vanished in the middle of a turn ends that turn, and a new place sets the queue going', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: wait 600000; final "over"]]');
  const live = await scene.sees('⏳');
  scene.says('next [[sim: final "next over"]]', topic);
  await scene.sees('Next in the queue');
  scene.befalls((method) =>
    method === 'thread/resume' ? { refuse: 'no rollout found for thread id x' } : undefined,
  );
  scene.engine.cutConnections();
  await scene.reads(live, /^■ stopped/, 60_000);
  await scene.sees('⚠ Codex did not take the message');
  scene.befalls(undefined);
  scene.says('/project shop', topic);
  await scene.sees('next over', 60_000);
  expect(scene.engine.threads.size).toBe(2);
});

test('an album that keeps growing goes out after eight seconds at most', async () => {
  using scene = openScene();
  scene.start();
  const group = { media_group_id: 'slow' };
  const topic = scene.ann.opensTopic(scene.chat, 'work');
  for (let n = 0; n < 14; n++) {
    scene.ann.sendsPhoto(scene.chat, { caption: `p${n}` }, { topic, extra: group });
    await scene.pass(1_000);
  }
  await scene.until(() => scene.prompts().length > 0);
  expect(scene.prompts()[0]).toMatch(/^p0\n[\s\S]*p7/);
  await scene.until(() => scene.prompts().join('\n').includes('p13'), 60_000);
});
