import { expect, test } from 'vitest';
import { laneOf } from '../../src/intake/lane.ts';
import {
  ann,
  command,
  forum,
  group,
  inTopic,
  intentOf,
  message,
  policy,
  said,
  update,
  us,
} from './updates.ts';

const all = { ...policy, groups: 'all' } as const;
const nonce = 'abcdefghijkl-_12';

test('a text is a prompt with where, who and when', () => {
  expect(intentOf(said({ text: 'fix it' }))).toEqual({
    type: 'prompt',
    origin: {
      address: { chat: 111, topic: undefined },
      topics: true,
      actor: { id: 111, name: 'Ann', role: 'owner' },
      message: 10,
      at: 1_700_000_000_000,
    },
    text: 'fix it',
    quoted: undefined,
    gather: undefined,
    attachments: [],
    forwarded: false,
  });
});

test('a topic is told by its flag; a thread id alone is a reply thread', () => {
  const place = (more: object) => intentOf(said({ text: 'x', ...more }), all);
  expect(place(inTopic)).toMatchObject({ origin: { address: { chat: forum.id, topic: 7 } } });
  expect(place({ chat: forum, message_thread_id: 7 })).toMatchObject({
    origin: { address: { topic: undefined }, topics: true },
  });
  expect(place({ chat: forum, message_thread_id: 1, is_topic_message: true })).toMatchObject({
    origin: { address: { topic: undefined } },
  });
  expect(place({ chat: group })).toMatchObject({ origin: { topics: false } });
});

test('a command is its word, the rest of its line and the lines below', () => {
  expect(intentOf(command('/New@pocketbot  shop fix \nfirst\nsecond'))).toMatchObject({
    type: 'command',
    name: 'new',
    argument: 'shop fix',
    body: 'first\nsecond',
  });
  expect(intentOf(command('/stop'))).toMatchObject({ name: 'stop', argument: '', body: '' });
});

test('a command can stand in a caption', () => {
  const given = said({
    photo: [{}],
    caption: '/steer left',
    caption_entities: [{ type: 'bot_command', offset: 0, length: 6 }],
  });
  expect(intentOf(given)).toMatchObject({ type: 'command', name: 'steer', argument: 'left' });
});

test("another bot's command is not for us", () => {
  expect(intentOf(command('/new@otherbot x'))).toBeUndefined();
  expect(intentOf(command('/new@otherbot x', inTopic))).toBeUndefined();
});

test('what only looks like a command, stands later or was forwarded is a prompt', () => {
  expect(intentOf(said({ text: '/usr/bin/env' }))).toMatchObject({ type: 'prompt' });
  const later = [{ type: 'bot_command', offset: 4, length: 5 }];
  expect(intentOf(said({ text: 'say /stop', entities: later }))).toMatchObject({ type: 'prompt' });
  expect(intentOf(command('/stop', { forward_origin: { type: 'user' } }))).toMatchObject({
    type: 'prompt',
    text: '/stop',
    forwarded: true,
  });
});

test('a span outside of its text is no span', () => {
  const entities = [
    { type: 'bot_command', offset: 0, length: 99 },
    { type: 'bot_command', offset: -1, length: 5 },
    { type: 'bot_command', offset: 0, length: 0 },
    { type: 'bot_command', offset: 0 },
    null,
  ];
  expect(intentOf(said({ text: '/stop', entities }))).toMatchObject({ type: 'prompt' });
});

test('in General and plain groups only calls to us count, and the call is cut out', () => {
  const mention = (text: string, at: number, more: object = {}) =>
    said({
      text,
      chat: group,
      entities: [{ type: 'mention', offset: at, length: 10, ...more }],
    });
  expect(intentOf(said({ text: 'lunch?', chat: group }))).toBeUndefined();
  expect(intentOf(said({ text: 'lunch?', chat: forum }))).toBeUndefined();
  expect(intentOf(said({ photo: [{}], chat: group }))).toBeUndefined();
  expect(intentOf(mention('@pocketbot fix it', 0))).toMatchObject({ text: 'fix it' });
  expect(intentOf(mention('please @PocketBot fix it', 7))).toMatchObject({ text: 'please fix it' });
  expect(intentOf(mention('(@PocketBot)', 1))).toMatchObject({ text: '()' });
  expect(intentOf(mention('@OtherBot_ fix it', 0))).toBeUndefined();
  const named = { type: 'text_mention', offset: 0, length: 6, user: { id: 42 } };
  expect(intentOf(said({ text: 'Pocket fix', chat: group, entities: [named] }))).toMatchObject({
    text: 'fix',
  });
  expect(intentOf(command('/status', { chat: group }))).toMatchObject({ type: 'command' });
  const reply = { reply_to_message: { message_id: 9, from: us, text: 'done' } };
  expect(intentOf(said({ text: 'more', chat: group, ...reply }))).toMatchObject({ text: 'more' });
});

test('with groups = all, in topics and in private every message counts', () => {
  expect(intentOf(said({ text: 'lunch?', chat: group }), all)).toMatchObject({ text: 'lunch?' });
  expect(intentOf(said({ text: 'x', ...inTopic }))).toMatchObject({ text: 'x' });
  const entities = [{ type: 'mention', offset: 0, length: 10 }];
  expect(intentOf(said({ text: '@PocketBot x', entities }))).toMatchObject({
    text: '@PocketBot x',
  });
});

test("the reply of every message in a topic to the topic's beginning is no reply", () => {
  const to = (target: object, more: object = inTopic) =>
    intentOf(said({ text: 'x', ...more, reply_to_message: target }), all);
  expect(to({ message_id: 7, forum_topic_created: { name: 'x' } })).toMatchObject({
    quoted: undefined,
  });
  expect(to({ message_id: 7 })).toMatchObject({ quoted: undefined });
  expect(to({ message_id: 8, text: 'hi' })).toMatchObject({
    quoted: { message: 8, ours: false, text: 'hi' },
  });
  // A reply in a plain group carries its target's number as thread id.
  expect(to({ message_id: 7, text: 'hi' }, { chat: group, message_thread_id: 7 })).toMatchObject({
    quoted: { message: 7 },
  });
});

test('a quote comes before the whole message, and at most 1,000 units of it', () => {
  const quotedOf = (more: Record<string, unknown>) => {
    const intent = intentOf(said({ text: 'x', ...more }));
    return intent?.type === 'prompt' ? intent.quoted : undefined;
  };
  const target = { message_id: 9, from: us, caption: `${'c'.repeat(999)}😀` };
  expect(quotedOf({ reply_to_message: target, quote: { text: 'part' } })).toEqual({
    message: 9,
    ours: true,
    text: 'part',
  });
  const whole = quotedOf({ reply_to_message: target });
  expect(whole?.text).toHaveLength(1_000);
  expect(whole?.text.isWellFormed()).toBe(true);
  expect(quotedOf({ external_reply: {}, quote: { text: 'elsewhere' } })).toEqual({
    message: 0,
    ours: false,
    text: 'elsewhere',
  });
  expect(quotedOf({ external_reply: {} })).toBeUndefined();
  expect(quotedOf({ reply_to_message: {} })).toEqual({ message: 0, ours: false, text: '' });
});

test('files are named by kind, each once, with or without words', () => {
  const kinds = (more: Record<string, unknown>) => {
    const intent = intentOf(said(more));
    return intent?.type === 'prompt' ? [intent.text, ...intent.attachments] : undefined;
  };
  expect(kinds({ photo: [{}], caption: 'look' })).toEqual(['look', 'photo']);
  expect(kinds({ voice: {} })).toEqual(['', 'voice']);
  expect(kinds({ animation: {}, document: {} })).toEqual(['', 'animation']);
  expect(kinds({ live_photo: {}, photo: [{}] })).toEqual(['', 'live_photo']);
  expect(kinds({ document: {} })).toEqual(['', 'document']);
});

test('an album is gathered by its group, a long text as a paste', () => {
  const gather = (more: Record<string, unknown>) => {
    const intent = intentOf(said(more));
    return intent?.type === 'prompt' ? intent.gather : undefined;
  };
  expect(gather({ photo: [{}], media_group_id: 'g1' })).toEqual({ type: 'album', group: 'g1' });
  expect(gather({ text: 'x'.repeat(4_000) })).toEqual({ type: 'paste' });
  expect(gather({ text: 'x'.repeat(3_999) })).toBeUndefined();
  expect(gather({ photo: [{}], caption: 'x'.repeat(4_050) })).toBeUndefined();
});

test('what we have no use for is named; news of the chat asks for nothing', () => {
  const kind = (more: Record<string, unknown>) => {
    const intent = intentOf(said(more));
    return intent?.type === 'unsupported' ? intent.kind : intent?.type;
  };
  expect(kind({ poll: {}, reply_markup: {}, edit_date: 1 })).toBe('poll');
  expect(kind({ location: {}, venue: {} })).toBe('venue');
  expect(kind({ hologram: {} })).toBe('hologram');
  expect(kind({ new_chat_members: [] })).toBeUndefined();
  expect(kind({ pinned_message: {} })).toBeUndefined();
  expect(kind({})).toBeUndefined();
  expect(intentOf(said({ poll: {}, chat: group }))).toBeUndefined();
});

test('lone surrogates do not get in', () => {
  expect(intentOf(said({ text: 'a\ud800b' }))).toMatchObject({ text: 'a\ufffdb' });
});

test('an edit is new words, never a command', () => {
  const edit = (more: Record<string, unknown>) => intentOf(update('edited_message', message(more)));
  expect(edit({ text: 'better' })).toMatchObject({ type: 'edit', text: 'better' });
  const entities = [{ type: 'bot_command', offset: 0, length: 5 }];
  expect(edit({ text: '/stop', entities })).toMatchObject({ type: 'edit', text: '/stop' });
  expect(edit({ caption: 'c' })).toMatchObject({ text: 'c' });
  expect(edit({ location: {} })).toBeUndefined();
  expect(edit({ text: 'lunch!', chat: group })).toBeUndefined();
  const mention = [{ type: 'mention', offset: 0, length: 10 }];
  expect(edit({ text: '@PocketBot go', entities: mention, chat: group })).toMatchObject({
    text: 'go',
  });
  expect(edit({ text: 'x', message_id: 'x' })).toBeUndefined();
});

test('a press is its nonce and its place, also on a message out of reach', () => {
  const press = (data: unknown, on: object = {}) =>
    intentOf(
      update('callback_query', { id: 'q', from: ann, data, message: message({ from: us, ...on }) }),
    );
  expect(press(`v1:${nonce}`, inTopic)).toMatchObject({
    type: 'press',
    callback: 'q',
    nonce,
    origin: { address: { chat: forum.id, topic: 7 }, message: 10, actor: { id: 111 } },
  });
  expect(press(`v1:${nonce}`, { date: 0, from: undefined })).toMatchObject({ origin: { at: 0 } });
  expect(press(`v1:${nonce}`, { date: undefined })).toMatchObject({ origin: { at: 0 } });
  for (const data of [`v2:${nonce}`, nonce, `v1:${nonce}x`, 'v1:', undefined, 7]) {
    expect(press(data)).toBeUndefined();
  }
  const nameless = { from: ann, data: `v1:${nonce}`, message: message() };
  expect(intentOf(update('callback_query', nameless))).toBeUndefined();
});

test('what a person does to a topic is told', () => {
  const change = (more: object) => intentOf(said({ ...inTopic, ...more }));
  expect(change({ forum_topic_created: { name: 'shop' } })).toMatchObject({
    type: 'topic-created',
    name: 'shop',
    implicit: false,
    origin: { address: { topic: 7 } },
  });
  expect(change({ forum_topic_created: { is_name_implicit: true } })).toMatchObject({
    name: '',
    implicit: true,
  });
  expect(change({ forum_topic_edited: { name: 'new' } })).toMatchObject({
    type: 'topic-renamed',
    name: 'new',
  });
  expect(change({ forum_topic_edited: { icon_custom_emoji_id: 'x' } })).toBeUndefined();
  expect(change({ forum_topic_closed: {} })).toMatchObject({ type: 'topic-closed' });
  expect(change({ forum_topic_reopened: {} })).toMatchObject({ type: 'topic-reopened' });
});

test('our own topic comes back with its address', () => {
  const own = { ...inTopic, from: us, forum_topic_created: { name: 'shop' } };
  expect(intentOf(said(own))).toEqual({
    type: 'own-topic-created',
    chat: forum.id,
    topic: 7,
    name: 'shop',
  });
  expect(intentOf(said({ ...own, forum_topic_created: {} }))).toMatchObject({ name: '' });
  expect(intentOf(said({ ...own, message_thread_id: undefined }))).toBeUndefined();
  expect(intentOf(said({ ...own, forum_topic_created: 'x' }))).toBeUndefined();
});

test('a group that becomes a supergroup is told from both sides', () => {
  const moved = { type: 'migrated', from: -500, to: -7 };
  expect(intentOf(said({ chat: group, migrate_to_chat_id: -7 }))).toEqual(moved);
  const arrived = { chat: { id: -7, type: 'supergroup' }, migrate_from_chat_id: -500 };
  expect(intentOf(said(arrived))).toEqual(moved);
  expect(intentOf(said({ chat: {}, migrate_from_chat_id: -500 }))).toBeUndefined();
});

test('whether we can reach a chat is told', () => {
  const status = (new_chat_member: unknown) => {
    const intent = intentOf(update('my_chat_member', { chat: group, from: ann, new_chat_member }));
    return intent?.type === 'reachable' ? intent.reachable : undefined;
  };
  for (const name of ['creator', 'administrator', 'member'])
    expect(status({ status: name })).toBe(true);
  for (const name of ['left', 'kicked', 'odd']) expect(status({ status: name })).toBe(false);
  expect(status({ status: 'restricted', is_member: true })).toBe(true);
  expect(status({ status: 'restricted' })).toBe(false);
  expect(status(undefined)).toBeUndefined();
});

test('reactions and ephemeral messages ask for nothing', () => {
  expect(intentOf(update('message_reaction', { chat: group, user: ann }))).toBeUndefined();
  expect(intentOf(said({ text: 'x', message_id: 0 }))).toBeUndefined();
});

test('presses and stops take the express lane, all else waits for its place', () => {
  expect(laneOf(update('callback_query', {}))).toBe('express');
  for (const word of ['/stop', '/Cancel', '/esc@PocketBot', '/interrupt now']) {
    expect(laneOf(command(word, inTopic))).toBe('express');
  }
  const place = `${forum.id}:7`;
  expect(laneOf(command('/stopall', inTopic))).toBe(place);
  expect(laneOf(command('/stop', { ...inTopic, forward_origin: {} }))).toBe(place);
  expect(laneOf(said({ ...inTopic, text: '/stop' }))).toBe(place);
  expect(laneOf(update('edited_message', message({ ...inTopic, text: '/stop' })))).toBe(place);
  expect(laneOf(said({ chat: group, text: 'x' }))).toBe('-500:');
  expect(laneOf(update('my_chat_member', { chat: group }))).toBe('-500:');
  for (const odd of [null, {}, update('poll', {}), update('message', { chat: { id: 'x' } })]) {
    expect(laneOf(odd)).toBe('other');
  }
});
