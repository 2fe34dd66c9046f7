import { expect, test } from 'vitest';
import { blog, inputText, openScene, type Scene, shop } from './scene.ts';

const started = (scene: Scene): readonly string[] =>
  scene.tap.sent
    .filter(({ method }) => method === 'turn/start')
    .map(({ params }) => inputText(params).split(' ', 1)[0] ?? '');

test('an engine that dies in the middle of a turn is said within 5 s and started again, and the queue asks', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: run "ls"; wait 60000; final "long over"]]');
  await scene.sees('⏳');
  scene.says('after [[sim: final "after over"]]', topic);
  await scene.sees('Next in the queue');
  scene.engine.kill();
  const told = await scene.sees('⚠ Codex stopped in the middle of this turn', 5_000);
  expect(told.isSilent).toBe(false);
  expect(told.text).toContain('It is running again.');
  expect(told.text).toContain('One message waits behind it.');
  expect(scene.engine.isUp).toBe(true);
  await scene.pass(30_000);
  expect(started(scene)).toEqual(['long']);
  await scene.presses(told, 'Continue the turn');
  await scene.sees('after over');
  expect(started(scene)).toEqual(['long', 'Continue', 'after']);
  expect(scene.bot().filter(({ text }) => text.startsWith('⚠'))).toEqual([]);
});

test('an engine that is away for long is told on one card in each topic that waits, which says when it is back', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  scene.tap.isAway = true;
  scene.engine.cutConnections();
  await scene.pass(60_000);
  expect(scene.bot().filter(({ text }) => text.includes('out of reach'))).toEqual([]);
  scene.says('two [[sim: final "second"]]', topic);
  const card = await scene.sees('⚠ Codex is out of reach', 5_000);
  scene.says('three [[sim: final "third"]]', topic);
  await scene.pass(120_000);
  expect(scene.bot().filter(({ text }) => text.includes('out of reach'))).toHaveLength(1);
  scene.tap.isAway = false;
  await scene.sees('third', 60_000);
  await scene.until(() => scene.now(card).text === '✓ Codex is back');
  expect(started(scene)).toEqual(['one', 'two', 'three']);
});

test('a connection that comes back at once is not worth a word', async () => {
  using scene = openScene();
  scene.start();
  scene.says('long [[sim: wait 20000; final "long over"]]');
  await scene.sees('⏳');
  scene.engine.cutConnections();
  await scene.sees('long over');
  await scene.pass(5_000);
  expect(scene.bot()).toHaveLength(2);
});

test.each([
  ['overload', { refuse: 'server overloaded', code: -32001 }],
  ['a server that drains', { refuse: 'Server is draining; retry after reconnecting' }],
])('%s only delays a message', async (_, refusal) => {
  using scene = openScene();
  scene.start();
  const until = scene.clock.now() + 20_000;
  scene.befalls((method) =>
    method.endsWith('/start') && scene.clock.now() < until ? refusal : undefined,
  );
  scene.says('patient [[sim: final "at last"]]');
  await scene.sees('at last', 60_000);
  expect(scene.engine.count('patient')).toBe(1);
  expect(scene.bot().filter(({ text }) => text.startsWith('⚠'))).toEqual([]);
});

test('a start that Codex refuses is said, and the message is kept until a person sends it', async () => {
  using scene = openScene();
  scene.start();
  scene.befalls((method) => (method === 'turn/start' ? { refuse: 'bad settings' } : undefined));
  scene.says('try [[sim: final "it went"]]');
  const told = await scene.sees('⚠ Codex did not take the message');
  expect(told.text).toContain('bad settings');
  expect(told.isSilent).toBe(false);
  await scene.pass(60_000);
  expect(started(scene)).toEqual(['try']);
  scene.befalls(undefined);
  await scene.presses(told, 'Send them');
  await scene.sees('it went');
  expect(scene.engine.count('try')).toBe(1);
});

test('a stop for a start that is then refused does not stop a later turn', async () => {
  using scene = openScene();
  scene.start();
  let refuse = { refuse: 'overloaded', code: -32001 };
  scene.befalls((method) => (method === 'turn/start' ? refuse : undefined));
  const { topic } = scene.says('try [[sim: wait 5000; final "it went"]]');
  await scene.until(() => started(scene).length > 0);
  scene.says('/stop', topic);
  refuse = { refuse: 'bad settings', code: -32600 };
  const asks = await scene.sees(/Send them|waiting|waits/, 60_000);
  scene.befalls(undefined);
  await scene.pass(5_000);
  await scene.presses(scene.now(asks), 'Send them');
  await scene.sees('it went');
});

test('a directory that is gone is named; another place sets the message going', async () => {
  using scene = openScene({
    projects: [{ ...shop, isDefault: true }, blog],
    gone: new Set(['/sim/shop']),
  });
  scene.start();
  const { topic } = scene.says('work [[sim: final "done here"]]');
  const told = await scene.sees('⚠ The directory is gone');
  expect(told.text).toContain('/sim/shop');
  scene.says('/project blog', topic);
  await scene.sees('done here');
  expect([...scene.engine.threads.values()].map(({ cwd }) => cwd)).toEqual(['/sim/blog']);
});

test('a directory that was made again takes the message when it is sent once more', async () => {
  const gone = new Set(['/sim/shop']);
  using scene = openScene({ gone });
  scene.start();
  scene.says('work [[sim: final "done here"]]');
  const told = await scene.sees('⚠ The directory is gone');
  gone.clear();
  await scene.presses(told, 'Send them');
  await scene.sees('done here');
});

test('a directory that cannot be made is told, the message is kept, and the log names no path', async () => {
  let code: string | undefined = 'ENOSPC';
  using scene = openScene({ projects: [], unmakable: () => code });
  scene.start();
  scene.says('my secret plan [[sim: final "done here"]]');
  const told = await scene.sees('⚠ Codex did not take the message');
  expect(told.text).toContain('cannot be made (ENOSPC)');
  await scene.pass(60_000);
  expect(scene.log.filter((line) => line.includes('secret'))).toEqual([]);
  code = undefined;
  await scene.presses(told, 'Send them');
  await scene.sees('done here');
  expect(scene.made).toHaveLength(1);
});

test('a thread that died with its server before its first turn is begun anew, without a word', async () => {
  using scene = openScene();
  scene.start();
  let died = false;
  scene.befalls((method) => {
    if (method !== 'turn/start' || died) return undefined;
    died = true;
    setImmediate(() => scene.engine.kill());
    return 'cut-before';
  });
  scene.says('first words [[sim: final "here I am"]]');
  await scene.sees('here I am', 60_000);
  expect(scene.engine.count('first words')).toBe(1);
  expect(scene.bot().filter(({ text }) => text.startsWith('⚠'))).toEqual([]);
});

test('a thread that another program writes keeps the message and says who is in the way', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  const refusal = { refuse: 'thread already has an active writer (pid 812)' };
  scene.befalls((method) =>
    method === 'turn/start' || method === 'thread/resume' ? refusal : undefined,
  );
  scene.says('two [[sim: final "second"]]', topic);
  const told = await scene.sees('active writer');
  scene.befalls(undefined);
  await scene.presses(told, 'Send them');
  await scene.sees('second');
  expect(scene.engine.count('two [')).toBe(1);
});

test('a thread that cannot be read after a reconnection says so, and its message is kept', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  scene.befalls((method) =>
    method === 'thread/resume' ? { refuse: 'rollout is corrupt' } : undefined,
  );
  scene.engine.kill();
  await scene.pass(3_000);
  scene.says('two [[sim: final "second"]]', topic);
  const told = await scene.sees('⚠ Codex did not take the message');
  expect(told.text).toContain('rollout is corrupt');
  scene.befalls(undefined);
  await scene.presses(told, 'Send them');
  await scene.sees('second', 60_000);
});

test('a thread whose rollout is gone after it had turns says so instead of forgetting them', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
  scene.befalls((method) =>
    method === 'turn/start' || method === 'thread/resume'
      ? { refuse: 'no rollout found for thread id x' }
      : undefined,
  );
  scene.says('two', topic);
  await scene.sees('⚠ Codex did not take the message');
  expect(scene.engine.threads.size).toBe(1);
});

test('reading a thread that fails for the moment is tried again', async () => {
  using scene = openScene();
  scene.start();
  scene.says('one [[sim: wait 30000; final "first"]]');
  await scene.sees('⏳');
  let fails = 3;
  scene.befalls((method) =>
    method === 'thread/resume' && fails-- > 0 ? { refuse: 'overloaded', code: -32001 } : undefined,
  );
  scene.engine.cutConnections();
  await scene.sees('first', 60_000);
});

test('an interrupt whose answer is lost is repeated', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: wait 60000; final "first"]]');
  await scene.sees('⏳');
  await scene.pass(1_000);
  let cuts = 1;
  scene.befalls((method) => (method === 'turn/interrupt' && cuts-- > 0 ? 'cut-before' : undefined));
  scene.says('/stop', topic);
  await scene.sees('■ Stopped', 20_000);
});

test('a steer that Codex refuses is kept and asked about', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('one [[sim: wait 20000; final "first"]]');
  await scene.sees('⏳');
  scene.befalls((method) => (method === 'turn/steer' ? { refuse: 'not now' } : undefined));
  scene.says('/steer keep me [[sim: final "it went"]]', topic);
  const told = await scene.sees('⚠ Codex did not take the message');
  await scene.presses(told, 'Send them');
  await scene.sees('it went', 60_000);
  expect(scene.engine.count('keep me')).toBe(1);
});

test('a list of threads that cannot be had stops nothing', async () => {
  using scene = openScene();
  scene.befalls((method) => (method === 'thread/list' ? { refuse: 'not now' } : undefined));
  scene.start();
  scene.says('one [[sim: final "first"]]');
  await scene.sees('first');
});
