import { expect, test } from 'vitest';
import type { MessageId, TopicId } from '../../src/model/ids.ts';
import { refusal } from './fake-chat.ts';
import { group, key, mine, type Rig, say, startRig, topicSlot } from './rig.ts';

/** Telegram's answer to everything said in this topic. */
const dead = (rig: Rig, thread: number): void => {
  rig.chat.script = (call) =>
    call.type === 'send' && call.address.topic === thread ? refusal('topic-gone') : undefined;
};

test('one failure proves nothing: the topic is tried again and goes on', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  dead(rig, 5);
  rig.want(say(topic, 'a', 'one'), say(topic, 'b', 'two'));
  await rig.clock.advance(30_000);
  rig.chat.script = () => undefined;
  await rig.clock.advance(60_000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['one', 'two']);
  expect(rig.store.topics.get(topic)?.state).toBe('open');
});

test('a topic that fails for a minute while another works is lost; an open final gets one new topic', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  const other = rig.topic(mine, 6);
  rig.store.topics.rename(topic, 'shop', 'us');
  dead(rig, 5);
  rig.want(say(topic, 'final', 'Done.'));
  await rig.clock.advance(10_000);
  rig.want(say(other, 'a', 'fine here'));
  await rig.clock.advance(70_000);
  const now = rig.store.topics.get(topic);
  expect(now?.state).toBe('open');
  expect(rig.chat.topics.get(now?.topic as TopicId)).toEqual({ chat: mine, name: 'shop' });
  expect(rig.chat.texts(now?.topic)).toEqual(['Done.']);
  expect(rig.chat.topics.size).toBe(1);
});

test('a lost topic with nothing pressing is left alone until a final comes', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  dead(rig, 5);
  rig.want(say(topic, 'a', 'by the way', 'reply'));
  await rig.clock.advance(10_000);
  rig.want(say(rig.topic(mine, 6), 'a', 'fine here'));
  await rig.clock.advance(200_000);
  expect(rig.store.topics.get(topic)?.state).toBe('lost');
  expect(rig.chat.topics.size).toBe(0);
  expect(rig.outbox.held()).toEqual([{ chat: mine, topic, reason: 'lost', slots: 1 }]);
  rig.want(say(topic, 'final', 'Done.'));
  await rig.clock.advance(5000);
  expect(rig.chat.texts(rig.store.topics.get(topic)?.topic)).toEqual(['Done.', 'by the way']);
});

test('when no topic of the chat works, making a new one is the proof', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  let isForbidden = true;
  rig.chat.script = (call) => {
    if (call.type === 'create-topic' && isForbidden) return refusal('no-topics');
    return call.type === 'send' && call.address.topic === 5 ? refusal('topic-gone') : undefined;
  };
  rig.want(say(topic, 'final', 'Done.'));
  await rig.clock.advance(100_000);
  expect(rig.store.topics.get(topic)?.state).toBe('open');
  isForbidden = false;
  await rig.clock.advance(3_600_000);
  expect(rig.chat.texts(rig.store.topics.get(topic)?.topic)).toEqual(['Done.']);
  expect(rig.chat.topics.size).toBe(1);
});

/** Telegram's silence about a topic that is gone: what is sent there comes to stand in the main view. */
const astray = (rig: Rig, thread: number): void => {
  rig.chat.script = (call) => {
    if (call.type !== 'send' || call.address.topic !== thread) return undefined;
    const { content, loud, address } = call;
    rig.chat.messages.set(900 as MessageId, {
      ...{ chat: address.chat, topic: undefined, content, loud, edits: 0 },
    });
    return { type: 'done', message: 900 as MessageId, topic: undefined };
  };
};

test('a message that Telegram put elsewhere is taken away and sent again in a new topic', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  astray(rig, 5);
  rig.want(say(topic, 'final', 'Done.'));
  await rig.clock.advance(5000);
  const now = rig.store.topics.get(topic)?.topic;
  expect(rig.chat.texts(undefined)).toEqual([]);
  expect(rig.chat.texts(now)).toEqual(['Done.']);
  expect(rig.outbox.idle()).toBe(true);
});

test('a stray message is taken away once, also where nothing calls for a new topic', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  astray(rig, 5);
  const { script } = rig.chat;
  rig.chat.script = (call, index) =>
    call.type === 'delete' ? { type: 'unknown', reason: '502' } : script(call, index);
  rig.want(say(topic, 'a', 'by the way', 'reply'));
  await rig.clock.advance(3_600_000);
  expect(rig.store.topics.get(topic)?.state).toBe('lost');
  expect(rig.chat.calls.map(({ call }) => call.type)).toEqual(['send', 'delete']);
  await rig.restart();
  await rig.clock.advance(3_600_000);
  expect(rig.chat.calls).toHaveLength(2);
});

test('a message that Telegram put elsewhere means that its topic is gone', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  astray(rig, 5);
  rig.want(say(topic, 'final', 'Done.'));
  await rig.clock.advance(5000);
  expect(rig.chat.texts(rig.store.topics.get(topic)?.topic)).toEqual(['Done.']);
  expect(rig.store.topics.get(topic)?.topic).not.toBe(5);
});

test('a closed topic holds its messages until somebody opens it again', async () => {
  await using rig = await startRig();
  const topic = rig.topic(group, 5);
  rig.chat.script = (call) => (call.type === 'send' ? refusal('topic-closed') : undefined);
  rig.want(say(topic, 'a', 'one'), topicSlot(topic, 'renamed'));
  await rig.clock.advance(3_600_000);
  expect(rig.chat.calls.filter(({ call }) => call.type === 'send')).toHaveLength(1);
  expect(rig.outbox.held()).toContainEqual({ chat: group, topic, reason: 'closed', slots: 2 });
  rig.chat.script = () => undefined;
  rig.store.topics.move(topic, 'reopened');
  rig.outbox.wake();
  await rig.clock.advance(5000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['one']);
});

test('a topic whose making is in doubt is settled by our own service message', async () => {
  await using rig = await startRig();
  rig.chat.script = (call) => (call.type === 'create-topic' ? 'lost' : undefined);
  const { key: topic } = rig.store.topics.make(mine, 'shop', 'us');
  rig.want(topicSlot(topic, 'shop'), say(topic, 'a', 'hello'));
  await rig.clock.advance(1000);
  const [made] = rig.chat.topics.keys();
  expect(rig.outbox.topicAppeared(mine, made as TopicId, 'shop')).toBe(true);
  await rig.clock.advance(120_000);
  expect(rig.chat.topics.size).toBe(1);
  expect(rig.chat.texts(made)).toEqual(['hello']);
  expect(rig.outbox.topicAppeared(mine, made as TopicId, 'shop')).toBe(true);
  expect(rig.outbox.topicAppeared(mine, 4711 as TopicId, 'shop')).toBe(false);
});

test('the service message may come before the answer that never comes', async () => {
  await using rig = await startRig();
  rig.chat.latencyMs = 1000;
  rig.chat.script = (call) => (call.type === 'create-topic' ? 'lost' : undefined);
  const { key: topic } = rig.store.topics.make(mine, 'shop', 'us');
  rig.want(topicSlot(topic, 'shop'), say(topic, 'a', 'hello'));
  await rig.clock.advance(500);
  const [made] = rig.chat.topics.keys();
  expect(rig.outbox.topicAppeared(mine, made as TopicId, 'shop')).toBe(true);
  await rig.clock.advance(120_000);
  expect(rig.chat.topics.size).toBe(1);
  expect(rig.chat.texts(made)).toEqual(['hello']);
});

test('where no service message comes, one more topic is the price', async () => {
  await using rig = await startRig();
  rig.chat.script = (call, index) =>
    call.type === 'create-topic' && index === 0 ? 'lost' : undefined;
  const { key: topic } = rig.store.topics.make(mine, 'shop', 'us');
  rig.want(topicSlot(topic, 'shop'), say(topic, 'a', 'hello'));
  await rig.clock.advance(60_000);
  expect(rig.chat.topics.size).toBe(2);
  expect(rig.chat.texts(rig.store.topics.get(topic)?.topic)).toEqual(['hello']);
});

test('without the right to make topics the topic waits and is tried once a day', async () => {
  await using rig = await startRig();
  rig.chat.script = (call) => (call.type === 'create-topic' ? refusal('rights') : undefined);
  const { key: topic } = rig.store.topics.make(group, 'shop', 'us');
  rig.want(topicSlot(topic, 'shop'), say(rig.topic(group), 'a', 'in General'));
  await rig.clock.advance(80_000_000);
  expect(rig.chat.calls.filter(({ call }) => call.type === 'create-topic')).toHaveLength(1);
  expect(rig.chat.texts()).toEqual(['in General']);
  expect(rig.outbox.held()).toEqual([{ chat: group, topic, reason: 'rights', slots: 1 }]);
});

test('a shutdown lets calls under way end, and begins none', async () => {
  await using rig = await startRig();
  rig.chat.latencyMs = 2000;
  const topic = rig.topic(mine, 5);
  rig.want(say(topic, 'a', 'one'), say(topic, 'b', 'two'));
  await rig.clock.advance(100);
  await rig.stop();
  expect(rig.store.slots.find(key(topic, 'a'))?.state).toBe('sent');
  expect(rig.store.slots.find(key(topic, 'b'))?.state).toBe('queued');
});

test('a shutdown cuts off a call that hangs, within the time it has', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.chat.script = () => 'hang';
  rig.want(say(topic, 'a', 'one'));
  await rig.clock.advance(100);
  const before = rig.clock.now();
  await rig.stop();
  expect(rig.clock.now() - before).toBeLessThanOrEqual(3000);
  expect(rig.store.slots.find(key(topic, 'a'))?.state).toBe('sending');
  expect(rig.clock.pending).toBe(0);
});

test('a topic that cannot take its new address stays held, and the log says so', async () => {
  await using rig = await startRig();
  const holder = rig.topic(mine, 5);
  rig.store.topics.bind(holder, {
    instance: 'here',
    thread: undefined,
    directory: '/work',
    project: undefined,
  });
  rig.chat.script = (call) =>
    call.type === 'create-topic'
      ? { type: 'done', message: undefined, topic: 5 as TopicId }
      : undefined;
  const { key: topic } = rig.store.topics.make(mine, 'shop', 'us');
  rig.want(topicSlot(topic, 'shop'), say(topic, 'a', 'hello'));
  await rig.clock.advance(10_000);
  expect(rig.logged).toContainEqual({ event: 'topic-refused', facts: { topic } });
  expect(rig.chat.messages.size).toBe(0);
});
