import { expect, test } from 'vitest';
import { group, key, liveSlot, mine, say, startRig, topicSlot } from './rig.ts';

test('what is wanted is sent at once, and wanting it again sends nothing', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.want(say(topic, 'a', 'hello'));
  await rig.clock.drain();
  expect(rig.chat.calls).toHaveLength(1);
  await rig.clock.advance(100);
  expect(rig.chat.texts(5 as never)).toEqual(['hello']);
  expect(rig.outbox.idle()).toBe(true);
  rig.want(say(topic, 'a', 'hello'));
  await rig.clock.advance(60_000);
  expect(rig.chat.calls).toHaveLength(1);
});

test('changed content edits the message, and only the newest of many changes', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine);
  rig.want(say(topic, 'a', 'one'));
  await rig.clock.advance(100);
  for (const text of ['two', 'three', 'four']) rig.want(say(topic, 'a', text));
  await rig.clock.advance(5000);
  expect(rig.chat.texts()).toEqual(['four']);
  expect(rig.chat.calls).toHaveLength(2);
});

test('what is not wanted any more stays', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine);
  rig.want(say(topic, 'a', 'one'));
  await rig.clock.advance(100);
  rig.want(say(topic, 'b', 'two'));
  await rig.clock.advance(5000);
  expect(rig.chat.texts()).toEqual(['one', 'two']);
});

test('finals of a topic arrive in the order in which they were wanted', async () => {
  await using rig = await startRig();
  const topic = rig.topic(group, 5);
  rig.want(...Array.from({ length: 9 }, (_, index) => say(topic, `f${index}`, `${index}`)));
  await rig.clock.advance(60_000);
  expect(rig.chat.texts(5 as never)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
});

test('a live message is made, follows its turn, and becomes its folded end in place', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.live.set('t1', 'working');
  rig.want(liveSlot(topic, 't1'));
  await rig.clock.advance(100);
  expect(rig.chat.texts(5 as never)).toEqual(['working']);
  rig.live.set('t1', 'I keep the query');
  rig.outbox.touch(key(topic, 'turn:t1/live'));
  await rig.clock.advance(50);
  expect(rig.chat.texts(5 as never)).toEqual(['I keep the query']);
  rig.want(say(topic, 'turn:t1/live', '✓ 0:02', 'reply'), say(topic, 'turn:t1/final', 'Done.'));
  rig.outbox.close(key(topic, 'turn:t1/live'));
  await rig.clock.advance(5000);
  expect(rig.chat.texts(5 as never)).toEqual(['✓ 0:02', 'Done.']);
});

test('a topic is made before what is said in it, and renamed in place', async () => {
  await using rig = await startRig();
  const { key: topic } = rig.store.topics.make(mine, 'fix the login', 'us');
  rig.want(say(topic, 'a', 'hello'), topicSlot(topic, 'fix the login'));
  await rig.clock.advance(1000);
  const address = rig.store.topics.get(topic)?.topic;
  expect(rig.chat.texts(address)).toEqual(['hello']);
  expect([...rig.chat.topics.values()]).toEqual([{ chat: mine, name: 'fix the login' }]);
  rig.want(topicSlot(topic, 'login fixed'));
  await rig.clock.advance(5000);
  expect([...rig.chat.topics.values()]).toEqual([{ chat: mine, name: 'login fixed' }]);
});

test('what was not sent yet can be withdrawn, what is or may be in the chat cannot', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.chat.script = (_call, index) => (index === 0 ? 'lost' : undefined);
  rig.want(say(topic, 'doubtful', 'one', 'queue'), say(topic, 'waits', 'two', 'queue'));
  expect(rig.outbox.withdraw(key(topic, 'waits'))).toBe(true);
  expect(rig.outbox.withdraw(key(topic, 'waits'))).toBe(true);
  await rig.clock.advance(1000);
  expect(rig.outbox.withdraw(key(topic, 'doubtful'))).toBe(false);
  expect(rig.outbox.withdraw(key(topic, 'never wanted'))).toBe(true);
  await rig.clock.advance(10_000);
  expect(rig.outbox.withdraw(key(topic, 'doubtful'))).toBe(false);
  expect(new Set(rig.chat.texts(5 as never))).toEqual(new Set(['one']));
});

test('a closed slot that is on its way still arrives, and other content still changes it', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.want(say(topic, 'a', 'one'));
  rig.outbox.close(key(topic, 'a'));
  rig.outbox.close(key(topic, 'never wanted'));
  await rig.clock.advance(1000);
  expect(rig.chat.texts(5 as never)).toEqual(['one']);
  rig.want(say(topic, 'a', 'other'));
  await rig.clock.advance(5000);
  expect(rig.chat.texts(5 as never)).toEqual(['other']);
});

test('a final that is over and not delivered is kept, and delivered after a restart', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.chat.script = (_call, index) =>
    index === 0 ? { type: 'flood', retryAfterMs: 3_600_000 } : undefined;
  const final = { ...say(topic, 'turn:t1/final/1', 'Done.'), over: true };
  rig.want(final);
  await rig.clock.advance(1000);
  const later = rig.clock.now() + 30 * 86_400_000;
  expect(rig.store.slots.prune(later)).toBe(0);
  await rig.restart();
  await rig.clock.advance(3_700_000);
  expect(rig.chat.texts(5 as never)).toEqual(['Done.']);
  expect(rig.store.slots.prune(later)).toBe(1);
});

test('a wish that its transaction takes back is not delivered', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  expect(() =>
    rig.store.transact(() => {
      rig.want(say(topic, 'a', 'one'));
      expect(rig.outbox.idle()).toBe(false);
      throw new Error('undone');
    }),
  ).toThrow('undone');
  await rig.clock.advance(5000);
  expect(rig.chat.calls).toEqual([]);
  expect(rig.outbox.idle()).toBe(true);
});
