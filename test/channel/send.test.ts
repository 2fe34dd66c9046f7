import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { createSimClock } from '../../src/base/sim-clock.ts';
import { createTelegramApi } from '../../src/channel/telegram/api/api.ts';
import { createChannel } from '../../src/channel/telegram/send/channel.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Fault } from '../../src/emulator/faults/faults.ts';
import { serve } from '../../src/emulator/http/serve.ts';
import type { Call, CallResult } from '../../src/model/call.ts';
import type { ChatId, MessageId, Nonce, TopicId } from '../../src/model/ids.ts';

function setUp() {
  const clock = createSimClock();
  const emulator = createEmulator({ clock, limits: 'off' });
  const { token, fetch } = emulator;
  const api = createTelegramApi({ token, apiRoot: 'http://emulator', clock, fetch });
  const channel = createChannel(api.sending);
  const ann = emulator.person({ id: 111, firstName: 'Ann' });
  const chat = ann.privateChat().id as ChatId;
  const { signal } = new AbortController();
  const call = (one: Call): Promise<CallResult> => clock.runUntil(channel.call(one, signal));
  return { clock, emulator, channel, ann, chat, call, signal };
}

const send = (chat: ChatId, text: string, more: object = {}): Call => ({
  type: 'send',
  address: { chat, topic: undefined },
  content: { text: { text, entities: [] }, buttons: [] },
  loud: true,
  replyTo: undefined,
  ...more,
});

const anyNumber = expect.any(Number) as unknown;
const nonce = 'abcdefghijklmnop' as Nonce;

test('a text goes out with its entities, its sound and without a preview', async () => {
  const { emulator, chat, call } = setUp();
  const text = {
    text: 'a bold https://example.com',
    entities: [{ type: 'bold', offset: 2, length: 4 }],
  };
  const result = await call(send(chat, '', { content: { text, buttons: [] }, loud: false }));
  expect(result).toMatchObject({ type: 'done', message: anyNumber, topic: undefined });
  const [seen] = emulator.transcript(chat);
  expect(seen).toMatchObject({ text: text.text, isSilent: true });
  expect(emulator.calls.at(-1)?.params).toEqual({
    chat_id: chat,
    text: text.text,
    entities: text.entities,
    link_preview_options: { is_disabled: true },
    disable_notification: true,
  });
});

test('a reply to a message that is gone is sent without it', async () => {
  const { emulator, chat, call } = setUp();
  expect(await call(send(chat, 'still', { replyTo: 9_999 as MessageId }))).toMatchObject({
    type: 'done',
  });
  expect(emulator.transcript(chat)).toHaveLength(1);
});

test('buttons carry our nonce, a link its target, and a style only where one is given', async () => {
  const { emulator, chat, call } = setUp();
  const buttons = [
    [
      { type: 'press', label: 'Stop', nonce, style: 'danger' },
      { type: 'press', label: 'Once', nonce },
    ],
    [{ type: 'open', label: 'Docs', url: 'https://example.com/' }],
    [],
  ];
  const content = { text: { text: 'card', entities: [] }, buttons };
  await call(send(chat, '', { content }));
  expect(emulator.calls.at(-1)?.params['reply_markup']).toEqual({
    inline_keyboard: [
      [
        { text: 'Stop', callback_data: `v1:${nonce}`, style: 'danger' },
        { text: 'Once', callback_data: `v1:${nonce}` },
      ],
      [{ text: 'Docs', url: 'https://example.com/' }],
    ],
  });
});

test('data over 64 bytes is refused before it is sent', async () => {
  const { emulator, chat, call } = setUp();
  const buttons = [[{ type: 'press', label: 'x', nonce: 'n'.repeat(62) }]];
  const content = { text: { text: 'card', entities: [] }, buttons };
  expect(await call(send(chat, '', { content }))).toMatchObject({ refusal: 'markup' });
  expect(emulator.calls).toEqual([]);
});

test('an edit changes the text and takes the keyboard away', async () => {
  const { emulator, chat, call } = setUp();
  const buttons = [[{ type: 'press', label: 'Stop', nonce }]];
  const sent = await call(
    send(chat, '', { content: { text: { text: 'a', entities: [] }, buttons } }),
  );
  const message = sent.type === 'done' ? sent.message : undefined;
  const content = { text: { text: 'b', entities: [] }, buttons: [] };
  const edit = { type: 'edit', chat, message: message ?? (0 as MessageId), content } as const;
  expect(await call(edit)).toMatchObject({ type: 'done', message });
  expect(emulator.transcript(chat)[0]).toMatchObject({ text: 'b', buttons: [] });
  expect(await call(edit)).toMatchObject({ type: 'refused', refusal: 'not-modified' });
});

test('a topic is made, written to, renamed, and named again in each result', async () => {
  const { emulator, ann, call } = setUp();
  const forum = emulator.forum({ owner: ann, bot: 'administrator' }).id as ChatId;
  const made = await call({ type: 'create-topic', chat: forum, name: 'shop' });
  const topic = (made.type === 'done' ? made.topic : undefined) as TopicId;
  expect(topic).toEqual(anyNumber);
  const sent = await call(send(forum, 'in it', { address: { chat: forum, topic } }));
  expect(sent).toMatchObject({ type: 'done', topic });
  expect(await call({ type: 'rename-topic', chat: forum, topic, name: 'store' })).toMatchObject({
    type: 'done',
  });
  expect(await call({ type: 'rename-topic', chat: forum, topic, name: 'store' })).toMatchObject({
    refusal: 'not-modified',
  });
  expect(emulator.transcript(forum, topic).some(({ text }) => text === 'in it')).toBe(true);
});

test('General is written to without a thread', async () => {
  const { emulator, ann, call } = setUp();
  const forum = emulator.forum({ owner: ann, bot: 'administrator' }).id as ChatId;
  const general = { chat: forum, topic: undefined };
  expect(await call(send(forum, 'hello', { address: general }))).toMatchObject({ type: 'done' });
  expect(emulator.calls.at(-1)?.params).not.toHaveProperty('message_thread_id');
});

test('a thread id without the flag of a topic is a reply thread, not a topic', async () => {
  const clock = createSimClock();
  const placeOf = (message: object): Promise<CallResult> => {
    const text = async () => JSON.stringify({ ok: true, result: { message_id: 5, ...message } });
    const fetch = async () => ({ status: 200, text });
    const api = createTelegramApi({ token: '1:x', apiRoot: 'http://canned', clock, fetch });
    const { signal } = new AbortController();
    return clock.runUntil(createChannel(api.sending).call(send(-100 as ChatId, 'x'), signal));
  };
  expect(await placeOf({ message_thread_id: 3 })).toMatchObject({ topic: undefined });
  expect(await placeOf({ message_thread_id: 3, is_topic_message: true })).toMatchObject({
    topic: 3,
  });
});

test('reactions come and go, commands are set for the chat alone', async () => {
  const { emulator, ann, chat, call } = setUp();
  const said = ann.says({ id: chat }, 'hi');
  const message = said.id as MessageId;
  expect(await call({ type: 'react', chat, message, emoji: '👀' })).toMatchObject({ type: 'done' });
  expect(emulator.transcript(chat)[0]?.reactions).toMatchObject([{ emoji: '👀' }]);
  await call({ type: 'react', chat, message, emoji: '' });
  expect(emulator.transcript(chat)[0]?.reactions).toEqual([]);
  await call({ type: 'commands', chat, commands: [{ name: 'new', description: 'Begin' }] });
  expect(emulator.calls.at(-1)?.params).toEqual({
    commands: [{ command: 'new', description: 'Begin' }],
    scope: { type: 'chat', chat_id: chat },
  });
});

test('a message is taken away; one that is gone already is told as gone', async () => {
  const { emulator, chat, call } = setUp();
  const sent = await call(send(chat, 'here by mistake'));
  const message = sent.type === 'done' ? sent.message : undefined;
  const remove: Call = { type: 'delete', chat, message: message as MessageId };
  expect(await call(remove)).toMatchObject({ type: 'done' });
  expect(emulator.transcript(chat)).toEqual([]);
  expect(await call(remove)).toMatchObject({ type: 'refused', refusal: 'message-gone' });
});

test('a press is answered once; a second answer has expired', async () => {
  const { clock, emulator, ann, chat, call } = setUp();
  const buttons = [[{ type: 'press', label: 'Stop', nonce }]];
  await call(send(chat, '', { content: { text: { text: 'a', entities: [] }, buttons } }));
  const [card] = emulator.transcript(chat);
  if (!card) throw new Error('no card');
  const { token, fetch } = emulator;
  const pressing = ann.presses(card, 'Stop');
  const poll = await fetch(`http://emulator/bot${token}/getUpdates`, { method: 'POST' });
  const { result } = (await poll.json()) as { result: { callback_query: { id: string } }[] };
  const callback = result.at(-1)?.callback_query.id ?? '';
  const answer = { type: 'answer-callback', callback, alert: true } as const;
  expect(await call({ ...answer, text: 'x'.repeat(300) })).toMatchObject({ type: 'done' });
  expect(await clock.runUntil(pressing)).toMatchObject({ type: 'alert', text: 'x'.repeat(200) });
  expect(await call({ ...answer, text: '' })).toMatchObject({
    type: 'refused',
    refusal: 'callback-expired',
  });
});

test('a file is sent as it stands, over real connections, under a harmless name', async () => {
  const emulator = createEmulator({ clock: systemClock });
  await using served = await serve(emulator, { port: 0 });
  const { token } = emulator;
  using api = createTelegramApi({ token, apiRoot: served.url, clock: systemClock });
  const chat = emulator.person({ id: 111, firstName: 'Ann' }).privateChat().id as ChatId;
  const directory = mkdtempSync(join(tmpdir(), 'pocketdex-send-'));
  const path = join(directory, 'answer.md');
  writeFileSync(path, 'x'.repeat(300_000));
  symlinkSync(path, join(directory, 'link'));
  const call = (from: string) =>
    createChannel(api.sending).call(
      {
        type: 'document',
        address: { chat, topic: undefined },
        path: from,
        name: 'an"swer;\r\n.md',
        caption: 'all of it',
        loud: false,
      },
      new AbortController().signal,
    );
  expect(await call(path)).toMatchObject({ type: 'done' });
  expect(emulator.transcript(chat)[0]).toMatchObject({
    text: 'all of it',
    isSilent: true,
    file: { name: 'an_swer___.md', size: 300_000 },
  });
  for (const not of [join(directory, 'link'), join(directory, 'none'), directory]) {
    expect(await call(not)).toMatchObject({ type: 'refused' });
  }
  rmSync(directory, { recursive: true });
  emulator.close();
});

test('an upload has a second more for every 100 kB', async () => {
  const { clock, emulator, chat, channel, signal } = setUp();
  const directory = mkdtempSync(join(tmpdir(), 'pocketdex-send-'));
  const path = join(directory, 'large');
  writeFileSync(path, Buffer.alloc(1_000_000));
  emulator.faults.add({ fault: { type: 'never', when: 'before' } });
  const before = clock.monotonic();
  const address = { chat, topic: undefined };
  const call = { type: 'document', address, path, name: 'large', caption: '', loud: true } as const;
  const result = await clock.runUntil(channel.call(call, signal));
  expect(result).toMatchObject({ type: 'unknown' });
  expect(clock.monotonic() - before).toBe(30_000);
  rmSync(directory, { recursive: true });
});

test('an abort is the only rejection', async () => {
  const { emulator, chat, channel, clock } = setUp();
  emulator.faults.add({ fault: { type: 'never', when: 'before' } });
  const stop = new AbortController();
  const call = channel.call(send(chat, 'x'), stop.signal);
  await clock.drain();
  stop.abort(new Error('stopped'));
  await expect(call).rejects.toThrow('stopped');
});

const wire: readonly (readonly [Fault, object])[] = [
  [{ type: 'outage' }, { type: 'not-sent' }],
  [{ type: 'reset', when: 'before' }, { type: 'unknown' }],
  [{ type: 'reset', when: 'after' }, { type: 'unknown' }],
  [
    { type: 'never', when: 'before' },
    { type: 'unknown', reason: 'no answer within 20 s' },
  ],
  [{ type: 'never', when: 'after' }, { type: 'unknown' }],
  [{ type: 'error', code: 500 }, { type: 'unknown' }],
  [{ type: 'page', code: 502 }, { type: 'unknown' }],
  [{ type: 'page', code: 504 }, { type: 'unknown' }],
  [
    { type: 'flood', retryAfterS: 36 },
    { type: 'flood', retryAfterMs: 36_000 },
  ],
];

test.each(wire)('the fault %o is told as %o', async (fault, expected) => {
  const { emulator, chat, call } = setUp();
  emulator.faults.add({ fault });
  expect(await call(send(chat, 'x'))).toMatchObject(expected);
});

// Every text of telegram.md 2.4, in the spellings that servers use.
const refusals: readonly (readonly [number, string, string])[] = [
  [400, 'Bad Request: message is not modified: specified new message content', 'not-modified'],
  [400, 'Bad Request: MESSAGE_NOT_MODIFIED', 'not-modified'],
  [400, "Bad Request: can't parse entities: Unsupported start tag", 'entities'],
  [400, 'Bad Request: Can\'t parse MessageEntity: Field "type" must be a string', 'entities'],
  [400, 'Bad Request: entity beginning at UTF-16 offset 3 is invalid', 'entities'],
  [400, "Bad Request: Entity URL 'x' is invalid: Wrong HTTP URL", 'entities'],
  [400, 'Bad Request: ENTITY_BOUNDS_INVALID', 'entities'],
  [400, 'Bad Request: ENTITIES_TOO_LONG', 'entities'],
  [400, 'Bad Request: strings must be encoded in UTF-8', 'entities'],
  [400, 'Bad Request: message is too long', 'too-long'],
  [400, 'Bad Request: MESSAGE_TOO_LONG', 'too-long'],
  [400, 'Bad Request: text is too long', 'too-long'],
  [400, 'Bad Request: message caption is too long', 'too-long'],
  [400, 'Bad Request: message text is empty', 'empty'],
  [400, 'Bad Request: text must be non-empty', 'empty'],
  [400, 'Bad Request: message to edit not found', 'message-gone'],
  [400, "Bad Request: message can't be edited", 'message-gone'],
  [400, 'Bad Request: MESSAGE_ID_INVALID', 'message-gone'],
  [400, 'Bad Request: message to be replied not found', 'message-gone'],
  [400, 'Bad Request: message thread not found', 'topic-gone'],
  [400, 'Bad Request: TOPIC_DELETED', 'topic-gone'],
  [400, 'Bad Request: TOPIC_ID_INVALID', 'topic-gone'],
  [400, 'Bad Request: TOPIC_CLOSED', 'topic-closed'],
  [400, 'Bad Request: chat not found', 'chat-gone'],
  [400, 'Bad Request: PEER_ID_INVALID', 'chat-gone'],
  [400, 'Bad Request: not enough rights to send text messages to the chat', 'rights'],
  [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', 'rights'],
  [400, 'Bad Request: CHAT_ADMIN_REQUIRED', 'rights'],
  [400, 'Bad Request: need administrator rights in the channel chat', 'rights'],
  [400, 'Bad Request: BUTTON_DATA_INVALID', 'markup'],
  [400, 'Bad Request: BUTTON_URL_INVALID', 'markup'],
  [400, 'Bad Request: reply markup is too long', 'markup'],
  [400, 'Bad Request: BUTTON_TYPE_INVALID', 'markup'],
  [400, 'Bad Request: QUOTE_TEXT_INVALID', 'other'],
  [
    400,
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
    'callback-expired',
  ],
  [400, 'Bad Request: BOT_FORUM_CREATE_FORBIDDEN', 'no-topics'],
  [400, 'Bad Request: the chat is not a forum', 'no-topics'],
  [400, 'Bad Request: something nobody has seen', 'other'],
  [404, 'Not Found', 'other'],
  [401, 'Unauthorized', 'token'],
  [421, 'Misdirected Request', 'token'],
  [403, 'Forbidden: bot was blocked by the user', 'blocked'],
  [403, 'Forbidden: user is deactivated', 'blocked'],
  [403, 'Forbidden: bot was kicked from the supergroup chat', 'blocked'],
  [403, 'Forbidden: bot is not a member of the supergroup chat', 'blocked'],
  [403, 'Forbidden: the group chat was deleted', 'blocked'],
  [403, "Forbidden: bot can't initiate conversation with a user", 'blocked'],
  [403, 'Forbidden: something new', 'blocked'],
  [413, 'Request Entity Too Large', 'too-large'],
  [409, 'Conflict', 'other'],
];

test.each(refusals)('%i %s is told as %s', async (code, description, refusal) => {
  const { emulator, chat, call } = setUp();
  emulator.faults.add({ fault: { type: 'refuse', code, description } });
  const result = await call(send(chat, 'x'));
  expect(result).toEqual({ type: 'refused', refusal, description });
});

test('a group that became a supergroup names its new id', async () => {
  const { emulator, ann, call } = setUp();
  const group = emulator.group({ type: 'group', owner: ann });
  const { id } = emulator.migrate(group, ann);
  expect(await call(send(group.id as ChatId, 'x'))).toEqual({ type: 'migrated', to: id });
});
