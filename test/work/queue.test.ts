import { expect, test } from 'vitest';
import { inputText, openScene, type Scene } from './scene.ts';

/** A turn that runs for a minute, and its topic. */
async function busy(scene: Scene): Promise<number | undefined> {
  scene.start();
  const { topic } = scene.says('long [[sim: wait 60000; final "long over"]]');
  await scene.sees('⏳');
  await scene.pass(1_000);
  return topic;
}
const turns = (scene: Scene) => scene.engine.threads.values().next().value?.turns ?? [];
const started = (scene: Scene): readonly string[] =>
  scene.tap.sent
    .filter(({ method }) => method === 'turn/start')
    .map(({ params }) => inputText(params).split(' ', 1)[0] ?? '');

test('messages while a turn runs show their place and go out in order, one turn each', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  const second = scene.says('two [[sim: final "2 over"]]', topic);
  const next = await scene.sees('? Next in the queue');
  scene.says('three [[sim: final "3 over"]]', topic);
  const third = await scene.sees('? 2nd in the queue');
  expect([next.isSilent, next.replyTo, next.topic]).toEqual([true, second.id, topic]);
  expect(next.buttons.flat().map(({ text }) => text)).toEqual(['Steer', 'Edit', 'Delete']);
  await scene.sees('3 over', 120_000);
  await scene.pass(10_000);
  expect(started(scene)).toEqual(['long', 'two', 'three']);
  await scene.reads(next, /^✓ sent \d\d:\d\d/);
  await scene.reads(third, /^✓ sent \d\d:\d\d/);
  expect(scene.now(third).buttons).toEqual([]);
});

test('from the fourth on a place is only said to be behind, and edits itself no more', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  for (const word of ['a', 'b', 'c', 'd', 'e']) scene.says(word, topic);
  await scene.sees('4th in the queue');
  await scene.pass(30_000);
  expect(scene.bot().filter(({ text }) => text.includes('in the queue'))).toHaveLength(5);
});

test('Steer merges a waiting message into the running turn', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  scene.says('faster please', topic);
  const card = await scene.sees('Next in the queue');
  await scene.presses(card, 'Steer');
  await scene.sees('also: faster please', 150_000);
  await scene.reads(card, '✓ steered');
  expect(turns(scene)).toHaveLength(1);
  expect(scene.engine.count('faster please')).toBe(1);
});

test('/steer goes past the queue into the running turn', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  scene.says('/steer\nin two\nlines', topic);
  await scene.sees('also: in two\nlines', 150_000);
  scene.says('/steer', topic);
  await scene.sees('/steer TEXT');
});

test('/steer where nothing runs is the next prompt', async () => {
  using scene = openScene();
  scene.start();
  scene.says('/steer begin [[sim: final "begun"]]');
  await scene.sees('begun');
  expect(started(scene)).toEqual(['begin']);
});

test('a steer for a turn that has just ended becomes the next prompt', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  scene.befalls((method) =>
    method === 'turn/steer' ? { refuse: 'no active turn to steer' } : undefined,
  );
  scene.says('/steer and this [[sim: final "this too"]]', topic);
  await scene.sees('this too', 120_000);
  expect(scene.engine.count('and this')).toBe(1);
});

test('a steer that its turn never took up is not lost when that turn is stopped', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  scene.says('/steer keep this [[sim: final "kept"]]', topic);
  await scene.pass(2_000);
  scene.says('/stop', topic);
  const stopped = await scene.sees('■ Stopped');
  expect(stopped.text).toContain('One message is waiting.');
  await scene.presses(stopped, 'Send them');
  await scene.sees('kept');
  expect(scene.now(stopped).buttons).toEqual([]);
  expect(scene.engine.count('keep this')).toBe(1);
});

test('Edit asks for new words, and the reply is what is sent', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  scene.says('changelog', topic);
  const card = await scene.sees('Next in the queue');
  expect(await scene.presses(card, 'Edit')).toBe('Now reply to the message.');
  await scene.reads(card, 'Reply to this message');
  scene.ann.says(scene.chat, 'changelog and README', { topic, replyTo: card });
  await scene.reads(card, 'now: “changelog and README”');
  expect(
    scene
      .now(card)
      .buttons.flat()
      .map(({ text }) => text),
  ).toContain('Delete');
  await scene.sees('You said: changelog', 120_000);
  expect(scene.prompts().slice(1)).toEqual(['changelog and README']);
});

test('Edit takes the next message of the person who pressed it, too', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  scene.says('changelog', topic);
  const card = await scene.sees('Next in the queue');
  await scene.presses(card, 'Edit');
  scene.says('readme', topic);
  await scene.reads(card, 'now: “readme”');
  await scene.sees('You said', 120_000);
  expect(scene.prompts().slice(1)).toEqual(['readme']);
});

test('editing the Telegram message edits what waits; once sent it is told that it came late', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  const said = scene.says('changelog', topic);
  const card = await scene.sees('Next in the queue');
  scene.ann.edits(said, 'changelog, shorter');
  await scene.reads(card, 'now: “changelog, shorter”');
  await scene.sees('You said', 120_000);
  expect(scene.prompts().slice(1)).toEqual(['changelog, shorter']);
  scene.ann.edits(said, 'changelog, longer');
  const late = await scene.sees('has gone out already');
  expect(late.replyTo).toBe(said.id);
});

test('editing a command’s message edits its words, not the command', async () => {
  using scene = openScene({ topics: false });
  scene.start();
  scene.says('long [[sim: wait 60000; final "long over"]]');
  await scene.sees('⏳');
  const said = scene.says('/continue with this');
  await scene.sees('Next in the queue');
  scene.ann.edits(said, '/continue with that');
  await scene.sees('now: “with that”');
  await scene.sees('You said', 120_000);
  expect(scene.prompts().slice(1)).toEqual(['with that']);
});

test('Delete takes a message out for good', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  scene.says('never mind', topic);
  const card = await scene.sees('Next in the queue');
  await scene.presses(card, 'Delete');
  await scene.until(() => scene.now(card).text === '✗ deleted');
  await scene.sees('long over', 90_000);
  await scene.pass(10_000);
  expect(scene.engine.count('never mind')).toBe(0);
});

test('/queue lists what waits, moves up, deletes, pauses and clears', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  scene.says('/queue', topic);
  await scene.sees('Nothing waits.');
  for (const word of ['alpha', 'beta', 'gamma']) scene.says(word, topic);
  scene.says('/queue', topic);
  const list = await scene.sees('3 messages waiting');
  expect(list.text).toContain('1 “alpha”\n2 “beta”\n3 “gamma”');
  await scene.presses(list, 'Up 3');
  await scene.reads(list, '2 “gamma”\n3 “beta”');
  await scene.presses(scene.now(list), 'Delete 1');
  await scene.reads(list, '1 “gamma”\n2 “beta”');
  await scene.presses(scene.now(list), 'Pause');
  await scene.reads(list, '⏸ Paused');
  await scene.sees('long over', 90_000);
  await scene.pass(10_000);
  expect(started(scene)).toEqual(['long']);
  await scene.presses(scene.now(list), 'Send them');
  await scene.sees('You said: gamma');
  await scene.until(() => started(scene).length === 3);
  expect(started(scene)).toEqual(['long', 'gamma', 'beta']);
});

test('Clear empties the queue, and what is written next goes out at once', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  for (const word of ['alpha', 'beta']) scene.says(word, topic);
  scene.says('/queue', topic);
  const list = await scene.sees('2 messages waiting');
  await scene.presses(list, 'Pause');
  await scene.reads(list, '⏸ Paused');
  await scene.presses(scene.now(list), 'Clear');
  await scene.reads(list, 'Nothing waits.');
  await scene.sees('long over', 90_000);
  scene.says('fresh', topic);
  await scene.sees('You said: fresh');
});

test('deleting the last message of a paused queue leaves nothing paused behind', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  scene.says('alpha', topic);
  const card = await scene.sees('Next in the queue');
  scene.says('/stop', topic);
  const stopped = await scene.sees('■ Stopped');
  await scene.presses(stopped, 'Keep paused');
  await scene.presses(card, 'Delete');
  scene.says('fresh', topic);
  await scene.sees('You said: fresh');
});

test('Send now stops the running turn and sends that message next, without a question', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  for (const word of ['alpha', 'beta [[sim: final "beta first"]]']) scene.says(word, topic);
  scene.says('/queue', topic);
  const list = await scene.sees('2 messages waiting');
  await scene.presses(list, 'Send now 2');
  await scene.sees('beta first', 10_000);
  await scene.sees('You said: alpha');
  expect(started(scene)).toEqual(['long', 'beta', 'alpha']);
  expect(scene.bot().filter(({ text }) => text.startsWith('■ Stopped'))).toEqual([]);
});

test('over the limit each further message asks before it joins', async () => {
  using scene = openScene({ askOver: 2 });
  const topic = await busy(scene);
  for (const word of ['a', 'b']) scene.says(word, topic);
  await scene.sees('2nd in the queue');
  const said = scene.says('c', topic);
  const asks = await scene.sees('2 wait already. Queue this too?');
  expect(asks.replyTo).toBe(said.id);
  const other = scene.says('d', topic);
  const second = await scene.until(() =>
    scene.bot().find((one) => one.replyTo === other.id && one.text.includes('Queue this too?')),
  );
  scene.ann.edits(said, 'c, edited');
  await scene.presses(second, 'Delete');
  expect(await scene.presses(asks, 'Queue it')).toBe('Done');
  await scene.until(() => started(scene).length === 4, 200_000);
  await scene.pass(5_000);
  expect(scene.prompts().slice(1)).toEqual(['a', 'b', 'c, edited']);
});

test('/stop interrupts at once, says so, and the queue asks', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  for (const word of ['alpha', 'beta']) scene.says(word, topic);
  await scene.sees('2nd in the queue');
  const stop = scene.says('/stop', topic);
  await scene.until(() => turns(scene)[0]?.status === 'interrupted', 1_000);
  const stopped = await scene.sees('■ Stopped after');
  expect(stopped.replyTo).toBe(stop.id);
  expect(stopped.text).toContain('2 messages are waiting.');
  await scene.pass(30_000);
  expect(started(scene)).toEqual(['long']);
  await scene.presses(stopped, 'Send them');
  await scene.until(() => started(scene).length === 3);
  await scene.reads(stopped, 'The waiting ones go out.');
});

test('Keep paused keeps it, also for what is written later', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  scene.says('alpha', topic);
  scene.says('/stop', topic);
  const stopped = await scene.sees('■ Stopped');
  await scene.presses(stopped, 'Keep paused');
  await scene.reads(stopped, 'stays paused');
  scene.says('beta', topic);
  await scene.pass(30_000);
  expect(started(scene)).toEqual(['long']);
});

test('Stop under the live message stops the turn and leaves one line', async () => {
  using scene = openScene();
  await busy(scene);
  const live = await scene.sees('⏳');
  expect(await scene.presses(live, 'Stop')).toBe('Stopping …');
  await scene.reads(live, '■ stopped');
  await scene.pass(5_000);
  expect(scene.now(live).buttons).toEqual([]);
  expect(scene.bot().map(({ text }) => text)).toEqual([scene.now(live).text]);
});

test('the Stop of a turn that is over is out of date', async () => {
  using scene = openScene();
  const topic = await busy(scene);
  const live = await scene.sees('⏳');
  const data = live.buttons[0]?.[0]?.data ?? '';
  await scene.sees('long over', 90_000);
  scene.says('next [[sim: wait 20000; final "next over"]]', topic);
  await scene.pass(5_000);
  const outcome = await scene.clock.runUntil(scene.ann.presses(live, data, { isForged: true }));
  expect(outcome).toMatchObject({ text: 'This button is out of date.' });
  await scene.sees('next over');
});

test('/stop where nothing runs says so', async () => {
  using scene = openScene();
  scene.start();
  for (const name of ['stop', 'cancel', 'esc', 'interrupt']) scene.says(`/${name}`);
  await scene.until(
    () => scene.bot().filter(({ text }) => text === 'Nothing runs here.').length === 4,
  );
});

test('/stop while the turn is only starting stops it', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('long [[sim: wait 60000; final "long over"]]');
  await scene.until(() => started(scene).length === 1);
  scene.says('/stop', topic);
  await scene.sees('■ Stopped', 5_000);
  expect(turns(scene)[0]?.status).toBe('interrupted');
});

test('Send now while the turn is only starting stops that one', async () => {
  using scene = openScene();
  scene.start();
  let held = true;
  scene.befalls((method) =>
    method === 'turn/start' && held ? { refuse: 'busy', code: -32001 } : undefined,
  );
  const { topic } = scene.says('long [[sim: wait 60000; final "long over"]]');
  await scene.until(() => started(scene).length === 1);
  scene.says('urgent [[sim: final "urgent over"]]', topic);
  await scene.sees('Next in the queue');
  scene.says('/queue', topic);
  await scene.presses(await scene.sees('1 message waiting'), 'Send now 1');
  held = false;
  await scene.sees('urgent over', 20_000);
});

test('a failed turn is said loudly, and the queue asks', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('bad [[sim: wait 5000; fail 500]]');
  await scene.sees('⏳');
  scene.says('after [[sim: final "after over"]]', topic);
  const trouble = await scene.sees('⚠ The turn failed');
  expect(trouble.isSilent).toBe(false);
  expect(trouble.text).toContain('One message waits behind it.');
  await scene.pass(10_000);
  expect(started(scene)).toEqual(['bad']);
  await scene.presses(trouble, 'Send them');
  await scene.sees('after over');
});

test('Continue the turn goes on before all that wait; Leave it leaves', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('bad [[sim: wait 5000; fail 500]]');
  await scene.sees('⏳');
  scene.says('after [[sim: final "after over"]]', topic);
  const first = await scene.sees('⚠ The turn failed');
  await scene.presses(first, 'Continue');
  await scene.sees('after over');
  expect(scene.prompts().map((text) => text.split(' ', 1)[0])).toEqual([
    'bad',
    'Continue',
    'after',
  ]);
  scene.says('bad again [[sim: fail overloaded]]', topic);
  const trouble = await scene.until(() =>
    scene.bot().find(({ id, text }) => id > first.id && text.startsWith('⚠ The turn failed')),
  );
  expect(await scene.presses(trouble, 'Leave it')).toBe('Done');
  await scene.reads(trouble, '■ Left as it is');
});

test('at a usage limit the queue waits for the reset and goes on by itself, after a restart too', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('much [[sim: wait 5000; fail usage-limit resets=7200]]');
  await scene.sees('⏳');
  scene.says('after [[sim: final "after over"]]', topic);
  const limit = await scene.sees('⚠ Usage limit reached');
  expect(limit.text).toMatch(/One message waits; it goes out at 1\d:\d\d by itself/);
  scene.says('later [[sim: final "later over"]]', topic);
  scene.kill();
  await scene.pass(3_600_000);
  scene.start();
  await scene.pass(1_000_000);
  expect(started(scene)).toEqual(['much']);
  await scene.sees('later over', 4_000_000);
  expect(started(scene)).toEqual(['much', 'after', 'later']);
});

test('a queue that a person keeps paused does not go out at the reset', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('much [[sim: wait 5000; fail usage-limit resets=600]]');
  await scene.sees('⏳');
  scene.says('after', topic);
  await scene.presses(await scene.sees('⚠ Usage limit reached'), 'Keep paused');
  await scene.pass(3_600_000);
  expect(started(scene)).toEqual(['much']);
});

test('a usage limit without a known reset promises nothing, and asks', async () => {
  using scene = openScene();
  scene.start();
  const { topic } = scene.says('much [[sim: wait 5000; fail usage-limit resets=-5]]');
  await scene.sees('⏳');
  scene.says('after [[sim: final "after over"]]', topic);
  const limit = await scene.sees('⚠ Usage limit reached');
  expect(limit.text).not.toMatch(/at \d/);
  await scene.pass(7_200_000);
  expect(started(scene)).toEqual(['much']);
  await scene.presses(limit, 'Send them');
  await scene.sees('after over');
});
