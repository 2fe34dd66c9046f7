import { expect, test } from 'vitest';
import { guard, type RefusedReason } from '../../src/intake/guard.ts';
import type { ChatId, PersonId } from '../../src/model/ids.ts';
import type { AccessPolicy } from '../../src/model/settings.ts';
import {
  ann,
  bot,
  forum,
  group,
  mallory,
  message,
  policy,
  privateChat,
  said,
  update,
  us,
} from './updates.ts';

const verdictOf = (given: unknown, rules: AccessPolicy = policy) => guard(given, rules, bot);
const refusal = (given: unknown, rules?: AccessPolicy): RefusedReason | undefined => {
  const verdict = verdictOf(given, rules);
  return verdict.type === 'refused' ? verdict.reason : undefined;
};

const kinds = (from: object, chat: object): Record<string, unknown> => ({
  message: message({ from, chat, text: 'x' }),
  edited_message: message({ from, chat, text: 'x' }),
  callback_query: { id: '1', from, message: message({ from: us, chat }), data: 'v1:x' },
  message_reaction: { chat, user: from, message_id: 1, new_reaction: [] },
  my_chat_member: { chat, from, new_chat_member: { status: 'member' } },
});

test.each(Object.keys(kinds(ann, privateChat)))('%s of a listed person passes', (kind) => {
  for (const chat of [privateChat, group, forum]) {
    expect(verdictOf(update(kind, kinds(ann, chat)[kind]))).toEqual({
      type: 'allowed',
      actor: { id: 111, name: 'Ann', role: 'owner' },
      chat: chat.id,
    });
  }
});

test.each(Object.keys(kinds(ann, privateChat)))('%s of a stranger is refused', (kind) => {
  const own = { id: 999, type: 'private' };
  for (const chat of [group, forum]) {
    expect(refusal(update(kind, kinds(mallory, chat)[kind]))).toBe('stranger');
  }
  expect(refusal(update(kind, kinds(mallory, own)[kind]))).toBe('chat');
  expect(refusal(update(kind, kinds(mallory, privateChat)[kind]))).toBe('chat');
});

test.each(Object.keys(kinds(ann, privateChat)))(
  '%s in a chat that is not listed is refused',
  (kind) => {
    const elsewhere = { id: -501, type: 'supergroup' };
    expect(refusal(update(kind, kinds(ann, elsewhere)[kind]))).toBe('chat');
    const channel = { id: -500, type: 'channel' };
    expect(refusal(update(kind, kinds(ann, channel)[kind]))).toBe('chat');
    const mixed = { id: 111, type: 'supergroup' };
    expect(refusal(update(kind, kinds(ann, mixed)[kind]))).toBe('chat');
  },
);

test.each([
  'channel_post',
  'edited_channel_post',
  'business_message',
  'guest_message',
  'inline_query',
  'chosen_inline_result',
  'chat_member',
  'chat_join_request',
  'poll_answer',
  'constructor',
  '__proto__',
])('%s is refused whoever sent it', (kind) => {
  const given: unknown = JSON.parse(
    `{"update_id":1,"${kind}":${JSON.stringify(message({ text: 'x' }))}}`,
  );
  expect(refusal(given)).toBe('kind');
});

const nobody: readonly (readonly [string, object])[] = [
  ['a bot', { from: { ...ann, is_bot: true } }],
  ['a sender that does not say that it is a person', { from: { id: 111 } }],
  ['an anonymous admin', { from: { id: 1_087_968_824, is_bot: true }, sender_chat: group }],
  ['a channel', { from: { id: 136_817_688, is_bot: true }, sender_chat: { id: -9 } }],
  ['a linked channel', { from: { id: 777_000, is_bot: false }, is_automatic_forward: true }],
  ['a listed person with a sender chat', { sender_chat: group }],
  ['a listed person through an inline bot', { via_bot: us }],
  ['a message of a business account', { business_connection_id: 'x' }],
  ['a message for a guest', { guest_query_id: 'x' }],
  ['no sender', { from: undefined }],
  ['an id that is a text', { from: { ...ann, id: '111' } }],
  ['an id that is no integer', { from: { ...ann, id: 111.5 } }],
];

test.each(nobody)('%s is nobody', (_, more) => {
  expect(refusal(said({ chat: group, text: 'x', ...more }))).toBe('no-person');
});

test('the stand-ins of Telegram are nobody even where they are listed', () => {
  const ids = [1_087_968_824, 136_817_688, 777_000] as PersonId[];
  const rules = { ...policy, owners: new Set(ids), groupMembers: 'everyone' } as const;
  for (const id of ids) {
    const from = { id, is_bot: false, first_name: 'x' };
    expect(refusal(said({ from, chat: group }), rules)).toBe('no-person');
  }
});

test.each([null, undefined, 7, 'x', [], {}, { update_id: 1 }, { message: null }, { message: [] }])(
  '%o is malformed',
  (given) => {
    expect(refusal(given)).toBe('malformed');
  },
);

test('an update of two kinds is malformed', () => {
  expect(refusal({ ...said(), callback_query: {} })).toBe('malformed');
});

test('a press without its message is refused', () => {
  expect(refusal(update('callback_query', { id: '1', from: ann, inline_message_id: 'x' }))).toBe(
    'chat',
  );
});

test('a reaction of a channel is refused', () => {
  const reaction = { chat: group, user: ann, actor_chat: { id: -9 } };
  expect(refusal(update('message_reaction', reaction))).toBe('no-person');
});

test('a stopped draft is the act of the person whose private chat it is', () => {
  expect(
    verdictOf(update('stopped_message_generation', { chat: privateChat, draft_id: 1 })),
  ).toMatchObject({ type: 'allowed', actor: { id: 111, role: 'owner' } });
  const stopIn = (chat: object) => refusal(update('stopped_message_generation', { chat }));
  expect(stopIn(group)).toBe('no-person');
  expect(stopIn({ id: 999, type: 'private' })).toBe('chat');
});

test('roles follow the lists, the strongest first', () => {
  const roleOf = (id: number, rules: AccessPolicy = policy) => {
    const verdict = verdictOf(said({ from: { id, is_bot: false }, chat: group }), rules);
    return verdict.type === 'allowed' ? verdict.actor.role : undefined;
  };
  expect([111, 222, 333, 444].map((id) => roleOf(id))).toEqual([
    'owner',
    'user',
    'approver',
    'viewer',
  ]);
  const open = { ...policy, groupMembers: 'everyone' } as const;
  expect([111, 333, 444, 999].map((id) => roleOf(id, open))).toEqual([
    'owner',
    'approver',
    'viewer',
    'user',
  ]);
});

test('that everybody of a group is a user opens no private chat', () => {
  const rules = {
    ...policy,
    chats: new Set([...policy.chats, 999 as ChatId]),
    groupMembers: 'everyone',
  } as const;
  expect(refusal(said({ from: mallory, chat: { id: 999, type: 'private' } }), rules)).toBe(
    'stranger',
  );
});

test("Telegram's word on a listed chat needs no person", () => {
  const made = { from: us, chat: forum, message_thread_id: 7, forum_topic_created: { name: 'x' } };
  expect(verdictOf(said(made))).toEqual({ type: 'service' });
  expect(verdictOf(said({ from: mallory, chat: group, migrate_to_chat_id: -7 }))).toEqual({
    type: 'service',
  });
  const arrived = {
    from: mallory,
    chat: { id: -7, type: 'supergroup' },
    migrate_from_chat_id: -500,
  };
  expect(verdictOf(said(arrived))).toEqual({ type: 'service' });
});

test("Telegram's word on any other chat is refused", () => {
  const other = { id: -7, type: 'supergroup' };
  expect(verdictOf(said({ from: us, chat: other, forum_topic_created: {} })).type).toBe('refused');
  expect(verdictOf(said({ from: mallory, chat: other, migrate_to_chat_id: -8 })).type).toBe(
    'refused',
  );
  expect(verdictOf(said({ from: mallory, chat: other, migrate_from_chat_id: -8 })).type).toBe(
    'refused',
  );
  expect(refusal(said({ from: us, chat: forum, text: 'our own words' }))).toBe('no-person');
  expect(refusal(said({ from: mallory, chat: forum, forum_topic_created: {} }))).toBe('stranger');
});
