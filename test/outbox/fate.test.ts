import { expect, test } from 'vitest';
import type { CallResult } from '../../src/model/call.ts';
import type { MessageId, TopicId } from '../../src/model/ids.ts';
import { refusal } from './fake-chat.ts';
import { group, key, liveSlot, mine, reactionSlot, say, startRig } from './rig.ts';

const once = (result: CallResult | 'lost') => (_call: unknown, index: number) =>
  index === 0 ? result : undefined;
const timesOf = (calls: readonly { readonly at: number }[]): readonly number[] =>
  calls.map(({ at }) => Math.round((at - (calls[0]?.at ?? 0)) / 1000));

test('an answer of unknown fate is repeated after 5, 10, 20, 40 and then every 60 seconds', async () => {
  await using rig = await startRig();
  rig.chat.latencyMs = 0;
  rig.chat.script = () => ({ type: 'unknown', reason: 'timeout' });
  rig.want(say(rig.topic(mine, 5), 'a', 'hello'));
  await rig.clock.advance(200_000);
  expect(timesOf(rig.chat.calls)).toEqual([0, 5, 15, 35, 75, 135, 195]);
  expect(rig.outbox.idle()).toBe(false);
  rig.chat.script = () => undefined;
  await rig.clock.advance(60_000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['hello']);
  expect(rig.outbox.idle()).toBe(true);
});

test('commentary of unknown fate is let be', async () => {
  await using rig = await startRig();
  rig.chat.script = once('lost');
  rig.want(say(rig.topic(mine, 5), 'a', 'thinking aloud', 'commentary'));
  await rig.clock.advance(300_000);
  expect(rig.chat.calls).toHaveLength(1);
  expect(rig.outbox.idle()).toBe(true);
});

test('an edit or a reaction of unknown fate is repeated, since that changes nothing', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.want(say(topic, 'a', 'one'));
  await rig.clock.advance(100);
  rig.chat.script = (_call, index) => (index === 1 || index === 2 ? 'lost' : undefined);
  rig.want(say(topic, 'a', 'two'), reactionSlot(topic, 77));
  await rig.clock.advance(30_000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['two']);
  expect(rig.chat.calls.map(({ call }) => call.type).toSorted()).toEqual([
    'edit',
    'edit',
    'react',
    'react',
    'send',
  ]);
});

test('content that changes back while its edit is in doubt is brought back in the chat', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.want(say(topic, 'a', 'one'));
  await rig.clock.advance(100);
  rig.chat.script = (call) => (call.type === 'edit' ? 'lost' : undefined);
  rig.want(say(topic, 'a', 'two'));
  await rig.clock.advance(1000);
  rig.chat.script = () => undefined;
  rig.want(say(topic, 'a', 'one'));
  await rig.clock.advance(30_000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['one']);
});

test('content that changes back while its edit is refused for now needs no call', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.want(say(topic, 'a', 'one'));
  await rig.clock.advance(100);
  rig.chat.script = () => ({ type: 'not-sent', reason: 'refused' });
  rig.want(say(topic, 'a', 'two'));
  await rig.clock.drain();
  rig.want(say(topic, 'a', 'one'));
  await rig.clock.advance(60_000);
  expect(rig.chat.calls).toHaveLength(2);
  expect(rig.outbox.idle()).toBe(true);
});

test('a press on a message of unknown fate settles it, and it is not sent again', async () => {
  await using rig = await startRig();
  rig.chat.script = once('lost');
  const topic = rig.topic(mine, 5);
  rig.want(say(topic, 'card:1', 'Allow?', 'request'));
  await rig.clock.advance(1000);
  const [message] = rig.chat.messages.keys();
  rig.outbox.seen(mine, message as MessageId, 'card:1');
  rig.outbox.seen(mine, 999 as MessageId, 'card:1');
  await rig.clock.advance(120_000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['Allow?']);
  expect(rig.store.slots.byMessage(mine, message as MessageId)?.key.name).toBe('card:1');
});

test('a document that may have arrived is settled by a press, and is not exchanged', async () => {
  await using rig = await startRig();
  rig.chat.script = once('lost');
  const topic = rig.topic(mine, 5);
  const file = {
    type: 'document',
    path: '/spool/1',
    name: 'answer.md',
    caption: '',
    loud: false,
  } as const;
  rig.want({ key: key(topic, 'file'), priority: 'final', desired: file });
  await rig.clock.advance(1000);
  const [message] = rig.chat.messages.keys();
  rig.outbox.seen(mine, message as MessageId, 'file');
  rig.want({ key: key(topic, 'file'), priority: 'final', desired: { ...file, path: '/spool/2' } });
  await rig.clock.advance(120_000);
  expect(rig.chat.calls).toHaveLength(1);
});

test('without a network everything waits, one call tries it, and then all goes in order', async () => {
  await using rig = await startRig();
  const topics = [1, 2].map((n) => rig.topic(mine, n));
  rig.chat.latencyMs = 0;
  rig.chat.script = () => ({ type: 'not-sent', reason: 'ECONNREFUSED' });
  rig.want(...topics.map((topic) => say(topic, 'a', 'hello')));
  await rig.clock.advance(1);
  const begun = rig.chat.calls.length;
  expect(begun).toBeLessThanOrEqual(2);
  await rig.clock.advance(60_000);
  expect(timesOf(rig.chat.calls.slice(begun - 1))).toEqual([0, 1, 3, 8, 23, 53]);
  rig.chat.script = () => undefined;
  await rig.clock.advance(61_000);
  expect(rig.chat.messages.size).toBe(2);
});

test('refused entities: the same text without them, once', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.chat.script = (call) =>
    call.type === 'send' && call.content.text.entities.length > 0 ? refusal('entities') : undefined;
  const slot = say(topic, 'a', 'bold');
  const content = {
    text: { text: 'bold', entities: [{ type: 'bold', offset: 0, length: 4 } as const] },
    buttons: [],
  };
  rig.want({ ...slot, desired: { type: 'message', content, loud: true, replyTo: undefined } });
  await rig.clock.advance(1000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['bold']);
  rig.chat.script = () => refusal('entities');
  rig.want(say(topic, 'b', 'hopeless'));
  await rig.clock.advance(10_000);
  expect(rig.chat.calls).toHaveLength(4);
  expect(rig.outbox.idle()).toBe(true);
});

test('a refused keyboard: the same text without it', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.chat.script = (call) =>
    call.type === 'send' && call.content.buttons.length > 0 ? refusal('markup') : undefined;
  const text = { text: 'see', entities: [] };
  const buttons = [[{ type: 'open', label: 'x', url: 'bad' } as const]];
  rig.want({
    ...say(topic, 'a', 'see'),
    desired: { type: 'message', content: { text, buttons }, loud: true, replyTo: undefined },
  });
  await rig.clock.advance(1000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['see']);
});

test('a text that is too long after all goes in halves, in order, before what follows', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.chat.script = (call) =>
    call.type === 'send' && call.content.text.text.length > 8 ? refusal('too-long') : undefined;
  rig.want(say(topic, 'a', 'one two three four five'), say(topic, 'b', 'after'));
  await rig.clock.advance(60_000);
  const texts = rig.chat.texts(5 as TopicId);
  expect(texts.join('')).toBe('one two three four fiveafter');
  expect(texts.at(-1)).toBe('after');
  rig.want(say(topic, 'a', 'one two three four five'));
  await rig.clock.advance(60_000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(texts);
});

test('a caption that is too long follows as a message', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.chat.script = (call) =>
    call.type === 'document' && call.caption.length > 4 ? refusal('too-long') : undefined;
  const file = {
    type: 'document',
    path: '/spool/1',
    name: 'a.md',
    caption: 'a caption',
    loud: true,
  } as const;
  rig.want({ key: key(topic, 'file'), priority: 'final', desired: file });
  await rig.clock.advance(5000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['a.md: ', 'a caption']);
});

test.each(['empty', 'too-large', 'other', 'callback-expired'] as const)(
  'a slot that is refused as %s is set aside and holds up nothing; other content tries again',
  async (name) => {
    await using rig = await startRig();
    const topic = rig.topic(mine, 5);
    rig.chat.script = once(refusal(name));
    rig.want(say(topic, 'a', 'bad'), say(topic, 'b', 'good'));
    await rig.clock.advance(5000);
    expect(rig.chat.texts(5 as TopicId)).toEqual(['good']);
    expect(rig.store.slots.find(key(topic, 'a'))).toMatchObject({ state: 'dead', reason: name });
    rig.want(say(topic, 'a', 'better'));
    await rig.clock.advance(5000);
    expect(rig.chat.texts(5 as TopicId)).toEqual(['good', 'better']);
  },
);

test('a card that somebody deleted never comes back', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.want(say(topic, 'card:1', 'one', 'queue'));
  await rig.clock.advance(100);
  rig.chat.messages.clear();
  for (const text of ['two', 'three']) {
    rig.want(say(topic, 'card:1', text, 'queue'));
    await rig.clock.advance(60_000);
  }
  expect(rig.chat.messages.size).toBe(0);
  expect(rig.outbox.idle()).toBe(true);
});

test.each(['chat-gone', 'blocked', 'rights'] as const)(
  'a chat that answers %s is held and tried once a day, and loses nothing',
  async (name) => {
    await using rig = await startRig();
    const topic = rig.topic(mine, 5);
    rig.chat.script = () => refusal(name);
    rig.want(say(topic, 'a', 'one'), say(topic, 'b', 'two'));
    await rig.clock.advance(3_600_000);
    expect(rig.chat.calls).toHaveLength(1);
    expect(rig.outbox.held()).toEqual([{ chat: mine, topic: undefined, reason: name, slots: 2 }]);
    expect(rig.outbox.idle()).toBe(true);
    await rig.restart();
    await rig.clock.advance(82_000_000);
    expect(rig.chat.calls).toHaveLength(1);
    await rig.clock.advance(90_000_000);
    expect(rig.chat.calls).toHaveLength(3);
    rig.chat.script = () => undefined;
    rig.outbox.reachable(mine, true);
    await rig.clock.advance(10_000);
    expect(rig.chat.texts(5 as TopicId)).toEqual(['one', 'two']);
    expect(rig.outbox.held()).toEqual([]);
  },
);

test('a chat that put the bot out is not called', async () => {
  await using rig = await startRig();
  rig.outbox.reachable(mine, false);
  rig.want(say(rig.topic(mine, 5), 'a', 'one'));
  await rig.clock.advance(60_000);
  expect(rig.chat.calls).toEqual([]);
  expect(rig.outbox.pending()).toEqual({ waiting: 0, held: 1, calling: 0 });
});

test('a missing right to react or to list commands holds up nothing', async () => {
  await using rig = await startRig();
  const topic = rig.topic(group);
  rig.chat.script = (call) => (call.type === 'send' ? undefined : refusal('rights'));
  const commands = { type: 'commands', commands: [{ name: 'stop', description: 'Stop' }] } as const;
  rig.want(reactionSlot(topic, 5), {
    key: key(topic, 'menu'),
    priority: 'queue',
    desired: commands,
  });
  rig.want(say(topic, 'a', 'hello'));
  await rig.clock.advance(5000);
  expect(rig.chat.texts()).toEqual(['hello']);
  expect(rig.outbox.idle()).toBe(true);
});

test('a refused token stops all calls until there is a new one', async () => {
  let told = 0;
  await using rig = await startRig({ events: { onTokenRejected: () => told++ } });
  const topic = rig.topic(mine, 5);
  rig.chat.script = () => refusal('token');
  rig.want(say(topic, 'a', 'one'), say(rig.topic(mine, 6), 'b', 'two'));
  await rig.clock.advance(3_600_000);
  expect(rig.chat.calls.length).toBeLessThanOrEqual(2);
  expect(told).toBe(1);
  rig.chat.script = () => undefined;
  rig.outbox.resume();
  await rig.clock.advance(5000);
  expect(rig.chat.messages.size).toBe(2);
});

test('a group that becomes a supergroup gets what was under way in its new chat', async () => {
  const moved: unknown[] = [];
  const supergroup = -1009 as typeof group;
  await using rig = await startRig({
    events: { onMigrated: (from, to) => moved.push([from, to]) },
  });
  const topic = rig.topic(group);
  rig.live.set('t1', '0:01');
  rig.want(say(topic, 'a', 'one'), liveSlot(topic, 't1'));
  await rig.clock.advance(5000);
  rig.chat.script = (call) => {
    const chat = call.type === 'send' ? call.address.chat : 'chat' in call ? call.chat : undefined;
    return chat === group ? { type: 'migrated', to: supergroup } : undefined;
  };
  rig.want(say(topic, 'a', 'one more'), say(topic, 'b', 'two'));
  await rig.clock.advance(30_000);
  const there = [...rig.chat.messages.values()].filter(({ chat }) => chat === supergroup);
  expect(there.map(({ content }) => content.text.text).toSorted()).toEqual([
    '0:01',
    'one more',
    'two',
  ]);
  expect(moved[0]).toEqual([group, supergroup]);
});

test('answers to presses go at once, whatever waits, and are never repeated', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.chat.script = (call) =>
    call.type === 'answer-callback' ? { type: 'flood', retryAfterMs: 1000 } : 'hang';
  rig.want(...Array.from({ length: 12 }, (_, n) => say(rig.topic(mine, n), 'a', 'x')));
  rig.want(say(topic, 'b', 'x'));
  await rig.clock.drain();
  rig.outbox.answerCallback('cb', 'Stopping', false);
  await rig.clock.drain();
  const answers = () => rig.chat.calls.filter(({ call }) => call.type === 'answer-callback');
  expect(answers()).toHaveLength(1);
  await rig.clock.advance(10_000);
  expect(answers()).toHaveLength(1);
});

test('a token that is refused at an answer to a press stops the calls too', async () => {
  let told = 0;
  await using rig = await startRig({ events: { onTokenRejected: () => told++ } });
  rig.chat.script = (call) => (call.type === 'answer-callback' ? refusal('token') : undefined);
  rig.outbox.answerCallback('cb', '', false);
  await rig.clock.advance(100);
  rig.want(say(rig.topic(mine, 5), 'a', 'one'));
  await rig.clock.advance(10_000);
  expect(told).toBe(1);
  expect(rig.chat.messages.size).toBe(0);
});

test('an answer to a press that has lapsed is forgotten', async () => {
  await using rig = await startRig();
  rig.chat.script = (call) =>
    call.type === 'answer-callback' ? refusal('callback-expired') : undefined;
  rig.outbox.answerCallback('cb', '', false);
  rig.want(say(rig.topic(mine, 5), 'a', 'one'));
  await rig.clock.advance(1000);
  expect(rig.chat.calls).toHaveLength(2);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['one']);
});

test('what is being called is counted, and the network’s silence does not make it idle', async () => {
  await using rig = await startRig();
  rig.chat.script = () => 'hang';
  rig.live.set('t1', '0:01');
  const topic = rig.topic(mine, 5);
  rig.want(say(topic, 'a', 'one'), liveSlot(rig.topic(mine, 6), 't1'));
  await rig.clock.advance(1000);
  expect(rig.outbox.pending()).toEqual({ waiting: 1, held: 0, calling: 1 });
  expect(rig.outbox.idle()).toBe(false);
});
