import { describe, expect, test } from 'vitest';
import { createRig, idOf } from './rig.ts';

function chatRig() {
  const rig = createRig();
  const ann = rig.emulator.person({ id: 1, firstName: 'Ann' });
  const chat = ann.privateChat();
  const call = (method: string, params: object = {}) =>
    rig.call(method, { chat_id: chat.id, ...params });
  const shown = () => rig.emulator.transcript(chat).at(-1);
  return { ...rig, ann, chat, call, shown };
}

const keyboard = (data: string) => ({ inline_keyboard: [[{ text: 'Go', callback_data: data }]] });

describe('a text', () => {
  test.each([
    ['nothing', '', 'message text is empty'],
    ['only blanks', ' \n ', 'message text is empty'],
    ['only zero-width characters', '\u200B\u200B', 'text must be non-empty'],
    ['4097 units', 'x'.repeat(4097), 'message is too long'],
    ['more than 32768 bytes', 'ж'.repeat(16_385), 'text is too long'],
    ['a lone surrogate', 'x\uD83D', 'strings must be encoded in UTF-8'],
  ])('of %s is refused', async (_what, text, reason) => {
    const { call, emulator } = chatRig();
    expect(await call('sendMessage', { text })).toEqual({
      ok: false,
      error_code: 400,
      description: `Bad Request: ${reason}`,
    });
    expect(emulator.count.rejected).toBe(1);
  });

  test('is measured after trimming, and its entities move with it', async () => {
    const { call, shown } = chatRig();
    await call('sendMessage', {
      text: `  ${'x'.repeat(4096)}\n\n`,
      entities: [{ type: 'bold', offset: 0, length: 4 }],
    });
    expect(shown()?.text).toHaveLength(4096);
    expect(shown()?.entities).toEqual([{ type: 'bold', offset: 0, length: 2 }]);
  });

  test('loses carriage returns before the offsets are looked at', async () => {
    const { call, shown } = chatRig();
    await call('sendMessage', {
      text: 'a\r\nb\tc',
      entities: [{ type: 'code', offset: 2, length: 1 }],
    });
    expect(shown()).toMatchObject({ text: 'a\nb c', entities: [{ offset: 2, length: 1 }] });
  });

  test('keeps a hundred entities and drops the rest', async () => {
    const { call, shown } = chatRig();
    const entities = Array.from({ length: 120 }, (_, offset) => ({
      type: 'bold',
      offset,
      length: 1,
    }));
    await call('sendMessage', { text: 'x'.repeat(200), entities });
    expect(shown()?.entities).toHaveLength(100);
  });

  test('with too heavy links is refused', async () => {
    const { call } = chatRig();
    const url = `https://example.org/${'a'.repeat(500)}`;
    const entities = Array.from({ length: 20 }, (_, offset) => ({
      type: 'text_link',
      offset,
      length: 1,
      url,
    }));
    expect(await call('sendMessage', { text: 'x'.repeat(20), entities })).toMatchObject({
      description: 'Bad Request: ENTITIES_TOO_LONG',
    });
  });

  test('with a parse mode is refused: none is emulated', async () => {
    const { call } = chatRig();
    expect(await call('sendMessage', { text: '*x*', parse_mode: 'MarkdownV2' })).toMatchObject({
      description: 'Bad Request: unsupported parse_mode',
    });
  });

  test('is judged by the judge that was handed in', async () => {
    const rig = createRig({ judge: () => ({ ok: false, error: '400 Entity is odd' }) });
    rig.emulator.person({ id: 1 }).privateChat();
    expect(await rig.call('sendMessage', { chat_id: 1, text: 'x' })).toMatchObject({
      description: 'Bad Request: entity is odd',
    });
  });

  test('may come as a query string or a form, under any spelling of the method', async () => {
    const { emulator, shown } = chatRig();
    const root = `http://x/bot${emulator.token}`;
    await emulator.fetch(`${root}/SENDMESSAGE?chat_id=1&text=from+the+query&unknown=1`);
    expect(shown()?.text).toBe('from the query');
    const form = new URLSearchParams({
      chat_id: '1',
      text: 'from a form',
      disable_notification: 'true',
      reply_markup: JSON.stringify(keyboard('d')),
    });
    await emulator.fetch(`${root}/sendMessage`, { method: 'POST', body: form });
    expect(shown()).toMatchObject({
      text: 'from a form',
      isSilent: true,
      buttons: [[{ data: 'd' }]],
    });
    const multipart = new FormData();
    multipart.set('chat_id', '1');
    multipart.set('document', new File(['abc'], 'a "b".txt', { type: 'text/plain' }));
    await emulator.fetch(`${root}/sendDocument`, { method: 'POST', body: multipart });
    expect(shown()?.file).toMatchObject({ kind: 'document', size: 3 });
  });
});

describe('an edit', () => {
  test('that changes nothing is refused, whatever the order of the keys', async () => {
    const { call, emulator } = chatRig();
    const sent = await call('sendMessage', { text: 'a', reply_markup: keyboard('d') });
    const same = { inline_keyboard: [[{ callback_data: 'd', text: 'Go' }]] };
    const edit = { message_id: idOf(sent), text: ' a ', reply_markup: same };
    expect((await call('editMessageText', edit)).description).toContain('message is not modified');
    expect(emulator.count).toMatchObject({ notModified: 1, rejected: 0 });
  });

  test('without a keyboard removes it', async () => {
    const { call, shown } = chatRig();
    const sent = await call('sendMessage', { text: 'a', reply_markup: keyboard('d') });
    await call('editMessageText', { message_id: idOf(sent), text: 'a' });
    expect(shown()).toMatchObject({ text: 'a', buttons: [], edits: 1 });
  });

  test('of the keyboard alone keeps the text', async () => {
    const { call, shown } = chatRig();
    const entities = [{ type: 'bold', offset: 0, length: 1 }];
    const sent = await call('sendMessage', { text: 'a', entities, reply_markup: keyboard('d') });
    await call('editMessageReplyMarkup', { message_id: idOf(sent), reply_markup: keyboard('e') });
    expect(shown()).toMatchObject({ text: 'a', entities, buttons: [[{ data: 'e' }]] });
  });

  test('of a missing message, or of somebody else’s, is refused', async () => {
    const { call, ann, chat } = chatRig();
    expect(await call('editMessageText', { message_id: 99, text: 'x' })).toMatchObject({
      description: 'Bad Request: message to edit not found',
    });
    const theirs = ann.says(chat, 'mine');
    expect(await call('editMessageText', { message_id: theirs.id, text: 'x' })).toMatchObject({
      description: "Bad Request: message can't be edited",
    });
  });

  test('makes no sound', async () => {
    const { call, chat, emulator } = chatRig();
    await call('sendMessage', { text: 'status', disable_notification: true });
    const sent = await call('sendMessage', { text: 'final' });
    await call('editMessageText', { message_id: idOf(sent), text: 'final!' });
    expect(emulator.sounds(chat).map((one) => one.text)).toEqual(['final!']);
  });
});

describe('a keyboard', () => {
  test.each([
    ['', 'BUTTON_DATA_INVALID'],
    ['x'.repeat(65), 'BUTTON_DATA_INVALID'],
    ['ж'.repeat(33), 'BUTTON_DATA_INVALID'],
  ])('with data of the wrong size in bytes is refused', async (data, reason) => {
    const { call } = chatRig();
    expect(await call('sendMessage', { text: 'x', reply_markup: keyboard(data) })).toMatchObject({
      description: `Bad Request: ${reason}`,
    });
  });

  test('with too many buttons or a bad link is refused', async () => {
    const { call } = chatRig();
    const many = {
      inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'x', callback_data: 'x' }]),
    };
    expect(await call('sendMessage', { text: 'x', reply_markup: many })).toMatchObject({
      description: 'Bad Request: reply markup is too long',
    });
    const link = { inline_keyboard: [[{ text: 'x', url: 'http://localhost:3000' }]] };
    expect((await call('sendMessage', { text: 'x', reply_markup: link })).ok).toBe(false);
  });
});

describe('replies', () => {
  test('to a missing message need leave to go without', async () => {
    const { call } = chatRig();
    expect(
      await call('sendMessage', { text: 'x', reply_parameters: { message_id: 77 } }),
    ).toMatchObject({
      description: 'Bad Request: message to be replied not found',
    });
    const lenient = { message_id: 77, allow_sending_without_reply: true };
    expect((await call('sendMessage', { text: 'x', reply_parameters: lenient })).ok).toBe(true);
  });

  test('quote only what is there', async () => {
    const { call, ann, chat, shown } = chatRig();
    const { id } = ann.says(chat, 'the quick fox');
    const bad = { message_id: id, quote: 'slow' };
    expect(await call('sendMessage', { text: 'x', reply_parameters: bad })).toMatchObject({
      description: 'Bad Request: QUOTE_TEXT_INVALID',
    });
    await call('sendMessage', { text: 'x', reply_parameters: { message_id: id, quote: 'quick' } });
    expect(shown()).toMatchObject({ replyTo: id, quote: 'quick' });
  });
});

describe('other methods', () => {
  test('an unknown one is 404, a wrong token 401', async () => {
    const { call, emulator } = chatRig();
    expect(await call('sendRichMessage', {})).toMatchObject({
      error_code: 404,
      description: 'Not Found',
    });
    const answer = await emulator.fetch('http://x/bot1:wrong/getMe');
    expect(answer.status).toBe(401);
  });

  test('reactions come from the standard set, one per message', async () => {
    const { call, ann, chat, shown } = chatRig();
    const { id } = ann.says(chat, 'hello');
    const react = (...emoji: string[]) =>
      call('setMessageReaction', {
        message_id: id,
        reaction: emoji.map((one) => ({ type: 'emoji', emoji: one })),
      });
    expect((await react('👀')).ok).toBe(true);
    expect(shown()?.reactions).toMatchObject([{ emoji: '👀' }]);
    expect(await react('✅')).toMatchObject({ description: 'Bad Request: REACTION_INVALID' });
    await react();
    expect(shown()?.reactions).toEqual([]);
  });

  test('a draft lasts 30 s, vanishes with the message, and is for private chats', async () => {
    const { call, clock, chat, emulator } = chatRig();
    await call('sendMessageDraft', { draft_id: 5, text: 'par' });
    await call('sendMessageDraft', { draft_id: 5, text: 'partial' });
    expect(emulator.drafts(chat)).toMatchObject([{ draftId: 5, text: 'partial' }]);
    await clock.advance(30_000);
    expect(emulator.drafts(chat)).toEqual([]);
    await call('sendMessageDraft', { draft_id: 6, text: '' });
    await call('sendMessage', { text: 'final' });
    expect(emulator.drafts(chat)).toEqual([]);
    expect((await call('sendMessageDraft', { draft_id: 0, text: 'x' })).ok).toBe(false);
    const group = emulator.group();
    expect(
      await call('sendMessageDraft', { chat_id: group.id, draft_id: 1, text: 'x' }),
    ).toMatchObject({
      description: 'Bad Request: TEXTDRAFT_PEER_INVALID',
    });
  });

  test('typing lasts five seconds or until the message', async () => {
    const { call, clock, chat, emulator } = chatRig();
    await call('sendChatAction', { action: 'typing' });
    expect(emulator.typing(chat)).toBe(true);
    await clock.advance(5_000);
    expect(emulator.typing(chat)).toBe(false);
    await call('sendChatAction', { action: 'typing' });
    await call('sendMessage', { text: 'here' });
    expect(emulator.typing(chat)).toBe(false);
  });

  test('messages can be deleted for 48 hours', async () => {
    const { call, clock, chat, emulator } = chatRig();
    const [old, older] = [
      await call('sendMessage', { text: 'a' }),
      await call('sendMessage', { text: 'b' }),
    ];
    expect((await call('deleteMessages', { message_ids: [idOf(old), 999] })).ok).toBe(true);
    await clock.advance(48 * 3_600_000);
    expect(await call('deleteMessage', { message_id: idOf(older) })).toMatchObject({
      description: "Bad Request: message can't be deleted",
    });
    expect(emulator.transcript(chat)).toHaveLength(1);
  });

  test('a pin posts a service message that comes back', async () => {
    const { call, poll, shown, emulator, chat } = chatRig();
    const sent = await call('sendMessage', { text: 'plan' });
    await call('pinChatMessage', { message_id: idOf(sent), disable_notification: true });
    expect(shown()?.service).toBe('pinned_message');
    expect((await poll())[0]?.['message']).toMatchObject({
      from: { id: emulator.bot.id },
      pinned_message: { text: 'plan' },
    });
    expect(emulator.transcript(chat)[0]?.isPinned).toBe(true);
    await call('unpinChatMessage');
    expect(emulator.transcript(chat)[0]?.isPinned).toBe(false);
  });

  test('commands are kept by scope and language', async () => {
    const { rig, menu } = menuRig();
    const commands = [{ command: 'new', description: 'New session' }];
    const scope = { type: 'chat', chat_id: 1 };
    await rig.call('setMyCommands', { commands, scope, language_code: 'de' });
    expect(menu('de')).toEqual(commands);
    expect(menu('')).toEqual([]);
    expect((await rig.call('getMyCommands', { scope, language_code: 'de' })).result).toEqual(
      commands,
    );
    await rig.call('deleteMyCommands', { scope, language_code: 'de' });
    expect(menu('de')).toEqual([]);
    const many = Array.from({ length: 101 }, (_, i) => ({ command: `c${i}`, description: 'd' }));
    expect(await rig.call('setMyCommands', { commands: many })).toMatchObject({
      description: 'Bad Request: BOT_COMMANDS_TOO_MUCH',
    });
  });
});

function menuRig() {
  const rig = createRig();
  const chat = rig.emulator.person({ id: 1 }).privateChat();
  return { rig, menu: (language: string) => rig.emulator.menu('chat', chat, language) };
}
