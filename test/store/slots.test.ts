import { expect, test } from 'vitest';
import type { ChatId, MessageId, TopicKey, TurnId } from '../../src/model/ids.ts';
import type { Desired, Priority } from '../../src/model/slot.ts';
import type { Store } from '../../src/store/open.ts';
import { tempStore } from './temp-store.ts';

const chat = -100 as ChatId;
const message: Desired = {
  type: 'message',
  content: { text: { text: 'a\u0000b \ud800', entities: [] }, buttons: [] },
  loud: true,
  replyTo: 3 as MessageId,
};

function add(store: Store, name: string, priority: Priority = 'final', desired: Desired = message) {
  const topic = store.topics.ensure({ chat, topic: undefined }).key;
  const seq = store.slots.add(
    { key: { topic, generation: 0, name }, priority, desired, desiredHash: 'h' },
    10,
  );
  const slot = store.slots.get(seq);
  if (!slot) throw new Error('The slot was not kept.');
  return slot;
}

test('a slot comes back as it was wished for, to the last character', () => {
  using store = tempStore();
  const slot = add(store, 'a');
  expect(slot).toMatchObject({
    desired: message,
    state: 'queued',
    nextAt: 10,
    priority: 'final',
    message: undefined,
  });
  expect(store.slots.find(slot.key)).toEqual(slot);
});

test('what is saved is what is read', () => {
  using store = tempStore();
  const slot = {
    ...add(store, 'a'),
    state: 'dead',
    message: 7 as MessageId,
    deliveredHash: 'x',
    attempts: 2,
    nextAt: undefined,
    closed: true,
    reason: 'other',
    withoutEntities: true,
    withoutButtons: true,
    renewed: true,
    changedAt: 99,
    priority: 'reply',
  } as const;
  store.slots.save(slot);
  expect(store.slots.get(slot.seq)).toEqual(slot);
  expect(store.slots.byMessage(chat, 7 as MessageId)).toEqual(slot);
  expect(store.slots.byMessage(111 as ChatId, 7 as MessageId)).toBeUndefined();
});

test('what has something to do comes by urgency, then in order, with its chat', () => {
  using store = tempStore();
  add(store, 'card', 'queue');
  const final = add(store, 'final/1');
  add(store, 'final/2');
  add(store, 'ask', 'request');
  store.slots.save({ ...add(store, 'gone'), state: 'dead', nextAt: undefined });
  store.slots.save({ ...add(store, 'let be'), state: 'unknown', nextAt: undefined });
  const pending = store.slots.pending();
  expect(pending.map(({ name }) => name)).toEqual(['ask', 'final/1', 'final/2', 'card']);
  expect(pending[1]).toMatchObject({
    seq: final.seq,
    chat,
    topicState: 'open',
    type: 'message',
  });
});

test('a place behind a slot is before all that follow', () => {
  using store = tempStore();
  const [first, last] = [add(store, 'a'), add(store, 'b')];
  const middle = store.slots.placeBehind(first);
  expect(middle).toBeGreaterThan(first.place);
  expect(middle).toBeLessThan(last.place);
  expect(store.slots.placeBehind(last)).toBeGreaterThan(last.place);
});

test('live messages are those whose turn runs', () => {
  using store = tempStore();
  const live: Desired = { type: 'live', turn: 't' as TurnId };
  const shown = add(store, 'turn:1/live', 'live', live);
  store.slots.save({ ...shown, state: 'sent', nextAt: undefined, message: 7 as MessageId });
  store.slots.save({
    ...add(store, 'turn:2/live', 'live', live),
    state: 'sent',
    closed: true,
    nextAt: undefined,
  });
  add(store, 'turn:3/live', 'live', live);
  expect(store.slots.live().map(({ seq }) => seq)).toEqual([shown.seq]);
});

test('the messages of a chat that moved are void; its live message is made again', () => {
  using store = tempStore();
  const sent = {
    ...add(store, 'a'),
    state: 'sent',
    nextAt: undefined,
    message: 7 as MessageId,
  } as const;
  const live: Desired = { type: 'live', turn: 't' as TurnId };
  const shown = {
    ...add(store, 'l', 'live', live),
    state: 'sent',
    nextAt: undefined,
    message: 8 as MessageId,
  } as const;
  store.slots.save(sent);
  store.slots.save(shown);
  store.migrateChat(chat, -200 as ChatId);
  expect(store.slots.get(sent.seq)).toEqual({ ...sent, message: undefined });
  expect(store.slots.get(shown.seq)).toMatchObject({
    state: 'queued',
    message: undefined,
    nextAt: 0,
  });
});

test('only closed and settled slots are forgotten, by their age', () => {
  using store = tempStore();
  const settled = { state: 'sent', nextAt: undefined, closed: true, changedAt: 50 } as const;
  store.slots.save({ ...add(store, 'old'), ...settled });
  store.slots.save({ ...add(store, 'let be'), ...settled, state: 'unknown' });
  store.slots.save({ ...add(store, 'young'), ...settled, changedAt: 100 });
  store.slots.save({ ...add(store, 'open'), ...settled, closed: false });
  store.slots.save({ ...add(store, 'waits'), ...settled, state: 'queued', nextAt: 0 });
  expect(store.slots.prune(100)).toBe(2);
  const { topic } = add(store, 'x').key;
  expect(store.slots.ofTopic(topic).map(({ key }) => key.name)).toEqual([
    'young',
    'open',
    'waits',
    'x',
  ]);
});

test('a slot needs a topic', () => {
  using store = tempStore();
  const key = { topic: 99 as TopicKey, generation: 0, name: 'a' };
  expect(() =>
    store.slots.add({ key, priority: 'final', desired: message, desiredHash: '' }, 0),
  ).toThrow(/FOREIGN/);
});

test('the log of calls and the pauses are kept until they are forgotten', () => {
  using store = tempStore();
  const send = { chat, at: 5, kind: 'live', cost: 2 } as const;
  store.sends.add(send);
  store.sends.add({ ...send, at: 9 });
  store.sends.prune(6);
  expect(store.sends.all()).toEqual([{ ...send, at: 9 }]);
  store.pauses.set({ chat, until: 5, reason: 'flood' });
  store.pauses.set({ chat, until: 9, reason: 'blocked' });
  expect(store.pauses.all()).toEqual([{ chat, until: 9, reason: 'blocked' }]);
  store.pauses.lift(chat);
  expect(store.pauses.all()).toEqual([]);
});
