import { expect, test } from 'vitest';
import type { Call, CallResult, Refusal } from '../../../src/model/call.ts';
import type { ChatId, MessageId, TopicId, TurnId } from '../../../src/model/ids.ts';
import { priorities } from '../../../src/model/slot.ts';
import { afterDoubtMs, goneTopicMs, offlineMs } from '../../../src/outbox/plan/backoff.ts';
import type { Attempt } from '../../../src/outbox/plan/outcome.ts';
import { settle } from '../../../src/outbox/plan/settle.ts';
import type { SlotRecord } from '../../../src/store/tables/slots.ts';
import { content, message, slotRecord } from './slot-record.ts';

const chat = 111 as ChatId;
const send: Call = {
  type: 'send',
  address: { chat, topic: 5 as TopicId },
  content: content('hello'),
  loud: true,
  replyTo: undefined,
};
const edit: Call = { type: 'edit', chat, message: 7 as MessageId, content: content('hello') };
const live = { type: 'live', turn: 't1' as TurnId } as const;

function attempt(slot: Partial<SlotRecord> = {}, changes: Partial<Attempt> = {}): Attempt {
  const record = slotRecord({ state: 'sending', ...slot });
  const makesNew = record.message === undefined;
  return {
    slot: record,
    call: makesNew ? send : edit,
    hash: record.desiredHash,
    makesNew,
    wasDoubted: false,
    now: 1000,
    ...changes,
  };
}

const done = (id: number, topic = 5): CallResult => ({
  type: 'done',
  message: id as MessageId,
  topic: topic as TopicId,
});
const refused = (refusal: Refusal): CallResult => ({ type: 'refused', refusal, description: '' });
const unknown: CallResult = { type: 'unknown', reason: 'timeout' };

test('what was taken is sent, and its doubts are over', () => {
  const { slot, effects } = settle(attempt({ attempts: 4 }), done(7));
  expect(slot).toMatchObject({ state: 'sent', message: 7, attempts: 0, nextAt: undefined });
  expect(slot.deliveredHash).toBe(slot.desiredHash);
  expect(effects).toEqual([{ type: 'works' }]);
});

test('content that changed during the call follows as an edit', () => {
  const { slot } = settle(attempt({}, { hash: 'older' }), done(7));
  expect(slot).toMatchObject({ state: 'queued', message: 7, deliveredHash: 'older', nextAt: 1000 });
});

test('“not modified” is success', () => {
  const { slot } = settle(attempt({ message: 7 as MessageId }), refused('not-modified'));
  expect(slot).toMatchObject({ state: 'sent', message: 7 });
});

test.each([send, { ...send, type: 'document', path: '', name: '', caption: '' } as Call])(
  'an answer from another topic means that it is gone, and that its message has to go',
  (call) => {
    const { slot, effects } = settle(attempt({}, { call }), {
      ...done(7),
      topic: undefined,
    } as CallResult);
    expect(slot).toMatchObject({ state: 'queued', message: undefined });
    expect(effects).toEqual([
      { type: 'topic-gone', certain: true },
      { type: 'stray', message: 7 },
    ]);
  },
);

test('the main view has no topic to miss', () => {
  const call: Call = { ...send, address: { chat, topic: undefined } };
  expect(settle(attempt({}, { call }), done(7)).slot.state).toBe('sent');
});

test.each(priorities)('a new message of unknown fate: %s', (priority) => {
  const isProgress = priority === 'live' || priority === 'commentary';
  const { slot } = settle(attempt({ priority, attempts: 1 }), unknown);
  expect(slot).toMatchObject({
    state: 'unknown',
    nextAt: isProgress ? undefined : 11_000,
    attempts: 2,
  });
});

test('an edit of unknown fate is repeated, and nobody knows what the message shows', () => {
  const { slot } = settle(attempt({ message: 7 as MessageId, deliveredHash: 'old' }), unknown);
  expect(slot).toMatchObject({ state: 'queued', nextAt: 6000, deliveredHash: undefined });
});

test('a live edit of unknown fate goes with the next look', () => {
  const { slot } = settle(attempt({ desired: live, message: 7 as MessageId }), unknown);
  expect(slot).toMatchObject({ state: 'sent', nextAt: undefined, deliveredHash: undefined });
});

test.each<CallResult>([
  { type: 'not-sent', reason: 'DNS' },
  { type: 'flood', retryAfterMs: 5000 },
  { type: 'migrated', to: 5 as ChatId },
  refused('chat-gone'),
  refused('blocked'),
  refused('rights'),
  refused('token'),
  refused('topic-closed'),
  refused('topic-gone'),
])('a call that did nothing leaves the slot where it was ($type)', (result) => {
  const fresh = settle(attempt(), result);
  expect(fresh.slot).toMatchObject({ state: 'queued', message: undefined });
  expect(fresh.effects).toHaveLength(1);
  expect(settle(attempt({}, { wasDoubted: true }), result).slot.state).toBe('unknown');
  expect(settle(attempt({ desired: live, message: 7 as MessageId }), result).slot.state).toBe(
    'sent',
  );
  expect(settle(attempt({ desired: live }), result).slot.state).toBe('queued');
  expect(settle(attempt({ desired: live, closed: true }), result).slot).toMatchObject({
    state: 'dead',
    reason: 'closed',
  });
});

test.each(['empty', 'too-large', 'callback-expired', 'other'] as const)(
  'what Telegram will never take is set aside: %s',
  (refusal) => {
    expect(settle(attempt(), refused(refusal)).slot).toMatchObject({
      state: 'dead',
      reason: refusal,
    });
  },
);

test('the forms that Telegram refuses are left out once', () => {
  for (const [refusal, field] of [
    ['entities', 'withoutEntities'],
    ['markup', 'withoutButtons'],
  ] as const) {
    const first = settle(attempt(), refused(refusal)).slot;
    expect(first).toMatchObject({ state: 'queued', [field]: true });
    const second = settle(attempt({ [field]: true }), refused(refusal)).slot;
    expect(second).toMatchObject({ state: 'dead', reason: refusal });
  }
});

test('a missing right holds the chat only where it is the right to write', () => {
  const made: Call = { type: 'create-topic', chat, name: 'x' };
  const topic = { desired: { type: 'topic', name: 'x' } as const };
  expect(settle(attempt(topic, { call: made }), refused('rights'))).toMatchObject({
    slot: { state: 'queued', reason: 'rights', nextAt: 86_401_000 },
    effects: [],
  });
  const reaction = { desired: { type: 'reaction', message: 1 as MessageId, emoji: '👀' } as const };
  const react: Call = { type: 'react', chat, message: 1 as MessageId, emoji: '👀' };
  expect(settle(attempt(reaction, { call: react }), refused('rights')).slot.state).toBe('dead');
});

test('a topic that cannot be made is tried every hour', () => {
  const call: Call = { type: 'create-topic', chat, name: 'x' };
  const { slot } = settle(
    attempt({ desired: { type: 'topic', name: 'x' } }, { call }),
    refused('no-topics'),
  );
  expect(slot).toMatchObject({ state: 'queued', reason: 'no-topics', nextAt: 3_601_000 });
});

test('a topic that was made tells its number', () => {
  const call: Call = { type: 'create-topic', chat, name: 'x' };
  const result: CallResult = { type: 'done', message: undefined, topic: 9 as TopicId };
  const { slot, effects } = settle(
    attempt({ desired: { type: 'topic', name: 'x' } }, { call }),
    result,
  );
  expect(slot).toMatchObject({ state: 'sent', message: undefined });
  expect(effects).toContainEqual({ type: 'topic-made', topic: 9 });
});

test('a deleted message is made anew once while its turn runs, and else let be', () => {
  const known = { message: 7 as MessageId, deliveredHash: 'x' };
  expect(settle(attempt({ ...known, desired: live }), refused('message-gone')).slot).toMatchObject({
    state: 'queued',
    message: undefined,
    deliveredHash: undefined,
    renewed: true,
  });
  for (const changes of [{ desired: live, renewed: true }, { desired: live, closed: true }, {}]) {
    const { slot } = settle(attempt({ ...known, ...changes }), refused('message-gone'));
    expect(slot).toMatchObject({ state: 'dead', reason: 'message-gone' });
  }
});

test('a text too long is cut in two, its buttons under the second part', () => {
  const buttons = [[{ type: 'open', label: 'x', url: 'y' } as const]];
  const desired = {
    ...message('one two three'),
    content: { ...content('one two three'), buttons },
  };
  const { slot, effects } = settle(
    attempt({ desired: desired as SlotRecord['desired'] }),
    refused('too-long'),
  );
  expect(slot).toMatchObject({
    state: 'queued',
    desired: { content: { text: { text: 'one ' }, buttons: [] } },
  });
  expect(effects).toMatchObject([
    { type: 'continue', rest: { loud: false, content: { text: { text: 'two three' }, buttons } } },
  ]);
});

test('what cannot be cut is set aside', () => {
  const file = { type: 'document', path: '', name: '', caption: '', loud: false } as const;
  for (const desired of [message('x'), live, file]) {
    expect(settle(attempt({ desired }), refused('too-long')).slot.reason).toBe('too-long');
  }
});

test('waits grow and stay at their longest', () => {
  expect([0, 1, 2, 3, 4, 99].map((n) => afterDoubtMs(n) / 1000)).toEqual([5, 10, 20, 40, 60, 60]);
  expect([0, 1, 2, 3, 4, 5, 99].map((n) => offlineMs(n) / 1000)).toEqual([1, 2, 5, 15, 30, 60, 60]);
  expect([0, 1, 2, 3, 99].map((n) => goneTopicMs(n) / 1000)).toEqual([60, 120, 300, 600, 600]);
});
