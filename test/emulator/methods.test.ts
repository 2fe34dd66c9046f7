import { expect, test } from 'vitest';
import { createRig, idOf } from './rig.ts';

function forumRig() {
  const rig = createRig();
  const ann = rig.emulator.person({ id: 1, firstName: 'Ann' });
  const forum = rig.emulator.forum({ owner: ann });
  const call = (method: string, params: object = {}) =>
    rig.call(method, { chat_id: forum.id, ...params });
  return { ...rig, ann, forum, call };
}

test('the bot closes, reopens, renames and deletes a topic of its own', async () => {
  const { call, emulator, forum } = forumRig();
  const stickers = (await call('getForumTopicIconStickers')).result as {
    custom_emoji_id: string;
  }[];
  const icon = stickers[0]?.custom_emoji_id;
  const made = await call('createForumTopic', { name: 'shop', icon_custom_emoji_id: icon });
  const topic = made.result as { message_thread_id: number };
  expect(topic).toMatchObject({ name: 'shop', icon_custom_emoji_id: icon });
  const { message_thread_id } = topic;
  await call('closeForumTopic', { message_thread_id });
  expect(await call('closeForumTopic', { message_thread_id })).toMatchObject({
    description: 'Bad Request: TOPIC_NOT_MODIFIED',
  });
  await call('reopenForumTopic', { message_thread_id });
  await call('editForumTopic', { message_thread_id, icon_custom_emoji_id: '' });
  expect(emulator.topics(forum)).toMatchObject([{ isClosed: false, iconEmojiId: undefined }]);
  expect(emulator.transcript(forum).map((one) => one.service)).toEqual([
    'forum_topic_created',
    'forum_topic_closed',
    'forum_topic_reopened',
    'forum_topic_edited',
  ]);
  await call('deleteForumTopic', { message_thread_id });
  expect(emulator.transcript(forum)).toEqual([]);
  expect(await call('editForumTopic', { message_thread_id, name: 'x' })).toMatchObject({
    description: 'Bad Request: TOPIC_ID_INVALID',
  });
});

test('an icon colour is one of six', async () => {
  const { call } = forumRig();
  expect((await call('createForumTopic', { name: 'a', icon_color: 16_478_047 })).ok).toBe(true);
  expect((await call('createForumTopic', { name: 'b', icon_color: 1 })).ok).toBe(false);
});

test('General can be renamed, once to each name', async () => {
  const { call, emulator, forum } = forumRig();
  expect((await call('editGeneralForumTopic', { name: 'Lobby' })).ok).toBe(true);
  expect((await call('editGeneralForumTopic', { name: 'Lobby' })).ok).toBe(false);
  expect(emulator.transcript(forum, null)).toMatchObject([{ service: 'forum_topic_edited' }]);
});

test('a plain group has no topics', async () => {
  const { emulator, call } = forumRig();
  const group = emulator.group();
  expect(await call('createForumTopic', { chat_id: group.id, name: 'x' })).toMatchObject({
    description: 'Bad Request: the chat is not a forum',
  });
});

test('a caption is edited apart from a text', async () => {
  const { call, ann, forum, emulator } = forumRig();
  ann.sendsPhoto(forum);
  const photo = await call('sendPhoto', { photo: 'file-1', caption: 'one' });
  const caption = { message_id: idOf(photo), caption: 'two' };
  expect((await call('editMessageCaption', caption)).ok).toBe(true);
  expect(emulator.transcript(forum).at(-1)).toMatchObject({ text: 'two', file: { kind: 'photo' } });
  expect(await call('editMessageText', { message_id: idOf(photo), text: 'x' })).toMatchObject({
    description: 'Bad Request: there is no text in the message to edit',
  });
  const long = { photo: 'file-1', caption: 'x'.repeat(1_025) };
  expect(await call('sendPhoto', long)).toMatchObject({
    description: 'Bad Request: message caption is too long',
  });
});

test('an album has two to ten items of kinds that go together', async () => {
  const { call, ann, forum } = forumRig();
  ann.sendsPhoto(forum);
  const item = (type: string) => ({ type, media: 'file-1' });
  const send = (...types: string[]) => call('sendMediaGroup', { media: types.map(item) });
  expect((await send('photo')).ok).toBe(false);
  expect((await send('photo', 'document')).ok).toBe(false);
  expect((await send('document', 'document')).ok).toBe(true);
  expect((await call('sendDocument', { document: 'https://example.org/a' })).ok).toBe(false);
});

test('the menu button and the commands are checked and kept', async () => {
  const { call, emulator, ann } = forumRig();
  const chat = ann.privateChat();
  await call('setChatMenuButton', { chat_id: chat.id, menu_button: { type: 'commands' } });
  expect(emulator.menuButton(chat)).toEqual({ type: 'commands' });
  const set = (command: string, description: string) =>
    call('setMyCommands', { commands: [{ command, description }] });
  expect((await set('New', 'x')).description).toContain('BOT_COMMAND_INVALID');
  expect((await set('new', '')).description).toContain('BOT_COMMAND_DESCRIPTION_INVALID');
});

test('buttons may be links, copy a text or have a style, and nothing unknown', async () => {
  const { call } = forumRig();
  const send = async (button: object) =>
    (await call('sendMessage', { text: 'x', reply_markup: { inline_keyboard: [[button]] } })).ok;
  expect(await send({ text: 'a', url: 'https://example.org' })).toBe(true);
  expect(await send({ text: 'a', copy_text: { text: 'abc' } })).toBe(true);
  expect(await send({ text: 'a', callback_data: 'x', style: 'danger' })).toBe(true);
  expect(await send({ text: 'a', callback_data: 'x', style: 'purple' })).toBe(false);
  expect(await send({ text: 'a', copy_text: { text: 'x'.repeat(257) } })).toBe(false);
  expect(await send({ text: 'a' })).toBe(false);
  expect(await send({ text: ' ', callback_data: 'x' })).toBe(false);
});

test('people pin and delete, and what they send can be looked at later', async () => {
  const { call, ann, forum, emulator } = forumRig();
  const sent = await call('sendMessage', { text: 'plan' });
  const ref = { chatId: forum.id, id: idOf(sent) };
  ann.pins(ref);
  expect(emulator.message(ref)).toMatchObject({ isPinned: true, text: 'plan' });
  ann.deletes(ref);
  expect(emulator.message(ref)).toBeUndefined();
  expect(() => ann.reacts(ref, '👍')).toThrow(/no message/);
  expect(() => ann.says(404, 'x')).toThrow(/no chat 404/);
});

test('a bot that may not delete or pin is told so', async () => {
  const { emulator, ann, call } = forumRig();
  const other = emulator.forum({
    botRights: { can_delete_messages: false, can_pin_messages: false },
  });
  const said = ann.says(other, 'hello');
  const params = { chat_id: other.id, message_id: said.id };
  expect((await call('deleteMessage', params)).description).toContain("can't be deleted");
  expect((await call('pinChatMessage', params)).description).toContain('not enough rights');
});

test('a channel post is an update of its own kind, with nobody behind it', async () => {
  const { emulator, ann, poll } = forumRig();
  const channel = emulator.group({ type: 'channel', title: 'News' });
  ann.says(channel, 'hello');
  const [update] = await poll();
  expect(update?.['channel_post']).toMatchObject({ text: 'hello', sender_chat: { title: 'News' } });
  expect(update?.['channel_post']).not.toHaveProperty('from');
});
