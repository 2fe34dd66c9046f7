import { describe, expect, test } from 'vitest';
import { createRig, idOf, type Update } from './rig.ts';

function groupRig(bot: 'administrator' | 'member' = 'administrator') {
  const rig = createRig();
  const ann = rig.emulator.person({ id: 1, firstName: 'Ann' });
  const group = rig.emulator.group({ owner: ann, bot });
  return { ...rig, ann, group };
}

const messages = (updates: readonly Update[]) => updates.map((update) => update['message']);

describe('people', () => {
  test('type commands, mentions and links, and apps mark them', async () => {
    const { emulator, poll } = createRig();
    const ann = emulator.person({ id: 1 });
    ann.says(ann.privateChat(), '/new@pocketdex_bot see https://example.org/a#b and @bob_x');
    expect(messages(await poll())).toMatchObject([
      {
        entities: [
          { type: 'bot_command', offset: 0, length: 18 },
          { type: 'url', offset: 23, length: 23 },
          { type: 'mention', offset: 51, length: 6 },
        ],
      },
    ]);
  });

  test('paste long texts, which apps cut at 4096', async () => {
    const { emulator, texts } = createRig();
    const ann = emulator.person({ id: 1 });
    const chat = ann.privateChat({ topics: true });
    const paste = 'abc\n'.repeat(2_500);
    const parts = ann.pastes(chat, paste);
    expect(new Set(parts.map((part) => part.topic)).size).toBe(1);
    expect((await texts()).slice(1).join('')).toBe(paste);
    expect(() => ann.says(chat, paste)).toThrow(/pastes/);
  });

  test('send albums whose items come one by one with one group id', async () => {
    const { emulator, poll } = createRig();
    const ann = emulator.person({ id: 1 });
    ann.sendsAlbum(ann.privateChat(), [{ caption: '/fix these' }, {}, {}]);
    const items = messages(await poll()) as { media_group_id: string; caption?: string }[];
    expect(new Set(items.map((item) => item.media_group_id)).size).toBe(1);
    expect(items.map((item) => item.caption)).toEqual(['/fix these', undefined, undefined]);
    expect(items[0]).toMatchObject({ caption_entities: [{ type: 'bot_command', length: 4 }] });
  });

  test('send files of which the server gives out no more than 20 MiB', async () => {
    const { emulator, poll, call } = createRig();
    const ann = emulator.person({ id: 1 });
    ann.sendsDocument(ann.privateChat(), { name: '../../../CLAUDE.md', size: 21 << 20 });
    const [message] = messages(await poll()) as {
      document: { file_id: string; file_name: string };
    }[];
    expect(message?.document.file_name).toBe('../../../CLAUDE.md');
    expect(await call('getFile', { file_id: message?.document.file_id })).toMatchObject({
      description: 'Bad Request: file is too big',
    });
  });

  test('edit, forward, quote and write through other bots', async () => {
    const { emulator, poll } = createRig();
    const ann = emulator.person({ id: 1 });
    const bob = emulator.person({ id: 2, firstName: 'Bob' });
    const chat = ann.privateChat();
    const first = ann.says(chat, 'the quick fox');
    ann.edits(first, 'the slow fox');
    ann.says(chat, 'what Bob said', { forwardFrom: bob.user });
    ann.says(chat, 'this?', { replyTo: first, quote: 'fox' });
    ann.says(chat, 'inline', { viaBot: { id: 9, is_bot: true, first_name: 'gif' } });
    const [, edit, ...rest] = await poll();
    expect(edit?.['edited_message']).toMatchObject({ text: 'the slow fox', message_id: first.id });
    expect(messages(rest)).toMatchObject([
      { forward_origin: { type: 'user', sender_user: { id: 2 } } },
      { reply_to_message: { text: 'the slow fox' }, quote: { text: 'fox', is_manual: true } },
      { via_bot: { id: 9 } },
    ]);
  });

  test('come through a link with its payload', async () => {
    const { emulator, call, texts } = createRig();
    const ann = emulator.person({ id: 1 });
    ann.privateChat({ isStarted: false });
    expect(await call('sendMessage', { chat_id: 1, text: 'hi' })).toMatchObject({
      error_code: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
    ann.opensLink('ABCDEF2345');
    expect(await texts()).toEqual(['/start ABCDEF2345']);
    expect((await call('sendMessage', { chat_id: 1, text: 'hi' })).ok).toBe(true);
  });

  test('block the bot and come back', async () => {
    const { emulator, call, poll } = createRig();
    const ann = emulator.person({ id: 1 });
    ann.privateChat();
    ann.blocks();
    expect(await call('sendMessage', { chat_id: 1, text: 'hi' })).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    ann.unblocks();
    expect((await poll()).map((update) => update['my_chat_member'])).toMatchObject([
      { new_chat_member: { status: 'kicked' } },
      { old_chat_member: { status: 'kicked' }, new_chat_member: { status: 'member' } },
    ]);
    ann.vanishes();
    expect(await call('sendMessage', { chat_id: 1, text: 'hi' })).toMatchObject({
      description: 'Forbidden: user is deactivated',
    });
  });

  test('stop a draft; the update names nobody', async () => {
    const { emulator, call, poll } = createRig();
    const ann = emulator.person({ id: 1 });
    const chat = ann.privateChat({ topics: true });
    const topic = ann.opensTopic(chat, 'shop');
    const draft = {
      chat_id: 1,
      message_thread_id: topic,
      draft_id: 3,
      text: 'par',
      can_stop: true,
    };
    await call('sendMessageDraft', draft);
    ann.stops(chat);
    expect((await poll()).at(-1)).toEqual({
      update_id: expect.any(Number) as unknown,
      stopped_message_generation: {
        chat: expect.objectContaining({ id: 1 }) as unknown,
        message_thread_id: topic,
        draft_id: 3,
      },
    });
    expect(emulator.drafts(chat)).toEqual([]);
    await call('sendMessageDraft', { ...draft, keep_on_stop: true });
    ann.stops(chat);
    expect(emulator.drafts(chat)).toMatchObject([{ text: 'par', canStop: false }]);
    expect(() => ann.stops(chat)).toThrow(/No draft/);
  });
});

describe('a press', () => {
  async function cardRig() {
    const rig = createRig();
    const ann = rig.emulator.person({ id: 1 });
    const chat = ann.privateChat();
    const sent = await rig.call('sendMessage', {
      chat_id: 1,
      text: 'Run it?',
      reply_markup: { inline_keyboard: [[{ text: '✅ Yes', callback_data: 'y' }]] },
    });
    const card = { chatId: chat.id, id: idOf(sent) };
    const answer = async (text: string, isAlert = false) => {
      const [update] = await rig.poll({ offset: -1 });
      const query = update?.['callback_query'] as { id: string };
      return rig.call('answerCallbackQuery', {
        callback_query_id: query.id,
        text,
        show_alert: isAlert,
      });
    };
    return { ...rig, ann, chat, card, answer };
  }

  test('is answered by a toast or an alert, once', async () => {
    const { ann, card, answer, clock, emulator } = await cardRig();
    const outcome = ann.presses(card, 'Yes');
    await clock.advance(1_500);
    expect(emulator.spinners(1_000)).toBe(1);
    expect((await answer('No longer', true)).ok).toBe(true);
    expect(await outcome).toEqual({ type: 'alert', text: 'No longer', afterMs: 1_500 });
    expect(await answer('again')).toMatchObject({
      description:
        'Bad Request: query is too old and response timeout expired or query ID is invalid',
    });
    expect(emulator.spinners()).toBe(0);
  });

  test('waits 15 s, and an answer after that is too late', async () => {
    const { ann, card, answer, clock } = await cardRig();
    expect(await clock.runUntil(ann.presses(card, 'y'))).toEqual({ type: 'none' });
    await clock.advance(1);
    expect((await answer('late')).description).toContain('query is too old');
  });

  test('needs a button that is there, unless the app is a modified one', async () => {
    const { ann, card, poll, call, clock } = await cardRig();
    await expect(ann.presses(card, 'Never')).rejects.toThrow(/no button "Never"/);
    const forged = ann.presses(card, 'v1:forged', { isForged: true, isInaccessible: true });
    const [update] = await poll();
    expect(update?.['callback_query']).toMatchObject({
      data: 'v1:forged',
      message: { message_id: card.id, date: 0 },
    });
    await call('editMessageText', { chat_id: 1, message_id: card.id, text: 'done' });
    await expect(ann.presses(card, 'Yes')).rejects.toThrow(/buttons: none/);
    await clock.runUntil(forged);
  });
});

describe('groups', () => {
  test('hide plain messages from a bot that is no administrator', async () => {
    const { ann, group, emulator, texts, call } = groupRig('member');
    ann.says(group, 'between us');
    ann.says(group, '/status');
    ann.says(group, 'hey @pocketdex_bot');
    const sent = await call('sendMessage', { chat_id: group.id, text: 'yes?' });
    ann.says(group, 'a reply', { replyTo: { chatId: group.id, id: idOf(sent) } });
    expect(await texts()).toEqual(['/status', 'hey @pocketdex_bot', 'a reply']);
    emulator.setBotSettings({ canReadAllGroupMessages: true });
    ann.says(group, 'now seen');
    expect(await texts({ offset: -1 })).toEqual(['now seen']);
  });

  test('show anonymous administrators, channels and the linked channel as fake senders', async () => {
    const { ann, group, poll } = groupRig();
    const news = { id: -1_009, type: 'channel' as const, title: 'News' };
    ann.says(group, 'a', { isAnonymous: true });
    ann.says(group, 'b', { asChannel: news });
    ann.says(group, 'c', { asChannel: news, isLinkedChannel: true });
    expect(messages(await poll())).toMatchObject([
      { from: { id: 1_087_968_824, is_bot: true }, sender_chat: { id: group.id } },
      { from: { id: 136_817_688, is_bot: true }, sender_chat: { id: -1_009 } },
      { from: { id: 777_000 }, sender_chat: { id: -1_009 }, is_automatic_forward: true },
    ]);
  });

  test('report reactions to an administrator that asks for them, private chats never', async () => {
    const { ann, group, poll, emulator } = groupRig();
    await poll({ allowed_updates: ['message', 'message_reaction'], timeout: 1 });
    const said = ann.says(group, 'nice');
    ann.reacts(said, '👍');
    ann.reacts(ann.says(ann.privateChat(), 'here'), '👍');
    const kinds = (await poll({ offset: -9 })).map((update) => Object.keys(update)[1]);
    expect(kinds).toEqual(['message', 'message_reaction', 'message']);
    expect(emulator.transcript(group)[0]?.reactions).toEqual([{ by: 1, emoji: '👍' }]);
  });

  test('become supergroups: calls to the old id name the new one', async () => {
    const { ann, group, call, poll, emulator } = groupRig();
    const grown = emulator.migrate(group, ann);
    expect(await call('sendMessage', { chat_id: group.id, text: 'x' })).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: grown.id },
    });
    expect(messages(await poll())).toMatchObject([
      { chat: { id: group.id }, migrate_to_chat_id: grown.id },
      { chat: { id: grown.id, type: 'supergroup' }, migrate_from_chat_id: group.id },
    ]);
    const sent = await call('sendMessage', { chat_id: grown.id, text: 'x' });
    expect(idOf(sent)).toBe(3);
  });

  test('throw the bot out, let it back and die', async () => {
    const { ann, group, call, poll, emulator } = groupRig();
    const send = () => call('sendMessage', { chat_id: group.id, text: 'x' });
    emulator.setBot(group, 'kicked', ann);
    expect(await send()).toMatchObject({
      description: 'Forbidden: bot was kicked from the group chat',
    });
    ann.says(group, 'unheard');
    emulator.setBot(group, 'member', ann);
    expect((await send()).ok).toBe(true);
    expect((await poll()).map((update) => Object.keys(update)[1])).toEqual([
      'my_chat_member',
      'my_chat_member',
      'message',
    ]);
    emulator.setBot(group, 'restricted', ann, { can_send_messages: false });
    expect(await send()).toMatchObject({
      description: 'Bad Request: not enough rights to send text messages to the chat',
    });
    await call('leaveChat', { chat_id: group.id });
    expect(await send()).toMatchObject({
      description: 'Forbidden: bot is not a member of the group chat',
    });
    emulator.deleteGroup(group);
    expect(await send()).toMatchObject({ description: 'Forbidden: the group chat was deleted' });
  });

  test('tell who is what in them', async () => {
    const { group, call, emulator } = groupRig();
    const member = (id: number) => call('getChatMember', { chat_id: group.id, user_id: id });
    expect((await member(1)).result).toMatchObject({ status: 'creator' });
    expect((await member(emulator.bot.id)).result).toMatchObject({
      status: 'administrator',
      can_manage_topics: true,
    });
    expect(await member(404)).toMatchObject({ description: 'Bad Request: member not found' });
    expect((await call('getChat', { chat_id: group.id })).result).toMatchObject({ type: 'group' });
    expect(await call('getChat', { chat_id: 404 })).toMatchObject({
      description: 'Bad Request: chat not found',
    });
  });
});
