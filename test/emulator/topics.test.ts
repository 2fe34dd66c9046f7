import { describe, expect, test } from 'vitest';
import { createRig, idOf } from './rig.ts';

function forumRig(botRights: Record<string, boolean> = {}) {
  const rig = createRig();
  const ann = rig.emulator.person({ id: 1, firstName: 'Ann' });
  const forum = rig.emulator.forum({ owner: ann, botRights });
  const send = (params: object) =>
    rig.call('sendMessage', { chat_id: forum.id, text: 'x', ...params });
  return { ...rig, ann, forum, send };
}

describe('in a forum', () => {
  test('the bot creates a topic, and its own service message comes back to it', async () => {
    const { call, poll, forum, emulator } = forumRig();
    const answer = await call('createForumTopic', { chat_id: forum.id, name: 'shop' });
    const [update] = await poll();
    expect(update?.['message']).toMatchObject({
      from: { id: emulator.bot.id },
      forum_topic_created: { name: 'shop' },
      is_topic_message: true,
    });
    const { message_thread_id: topic } = answer.result as { message_thread_id: number };
    expect(update?.['message']).toMatchObject({ message_id: topic, message_thread_id: topic });
    expect(emulator.topics(forum)).toMatchObject([{ id: topic, name: 'shop' }]);
  });

  test('a plain message in a topic replies to the message that created it', async () => {
    const { ann, forum, poll, send, emulator } = forumRig();
    const topic = ann.opensTopic(forum, 'shop');
    ann.says(forum, 'hello', { topic });
    const updates = await poll();
    expect(updates.at(-1)?.['message']).toMatchObject({
      message_thread_id: topic,
      is_topic_message: true,
      reply_to_message: { message_id: topic, forum_topic_created: { name: 'shop' } },
    });
    expect((await send({ message_thread_id: topic })).result).toMatchObject({
      reply_to_message: { message_id: topic },
    });
    expect(emulator.transcript(forum, topic).map((one) => one.replyTo)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('General has no number: 1 is refused for messages and taken for typing', async () => {
    const { send, call, forum, emulator } = forumRig();
    expect(await send({ message_thread_id: 1 })).toMatchObject({
      error_code: 400,
      description: 'Bad Request: message thread not found',
    });
    const sent = await send({});
    expect(sent.result).not.toHaveProperty('message_thread_id');
    await call('sendChatAction', { chat_id: forum.id, action: 'typing', message_thread_id: 1 });
    expect(emulator.typing(forum, null)).toBe(true);
  });

  test('a reply in General has the number of a reply thread, which is no topic', async () => {
    const { ann, forum, poll } = forumRig();
    const first = ann.says(forum, 'first');
    ann.says(forum, 'second', { replyTo: first });
    const updates = await poll();
    expect(updates.at(-1)?.['message']).toMatchObject({ message_thread_id: first.id });
    expect(updates.at(-1)?.['message']).not.toHaveProperty('is_topic_message');
  });

  test('a reply without a thread goes where its target is', async () => {
    const { ann, forum, send } = forumRig();
    const topic = ann.opensTopic(forum, 'shop');
    const said = ann.says(forum, 'hello', { topic });
    const sent = await send({ reply_parameters: { message_id: said.id } });
    expect(sent.result).toMatchObject({ message_thread_id: topic });
  });

  test('closing and reopening tells the bot, and a closed topic takes nothing', async () => {
    const { ann, forum, send, texts, poll } = forumRig();
    const topic = ann.opensTopic(forum, 'shop');
    const card = await send({ message_thread_id: topic });
    ann.closes(forum, topic);
    expect(await send({ message_thread_id: topic })).toMatchObject({
      description: 'Bad Request: TOPIC_CLOSED',
    });
    expect(idOf(card)).toBeGreaterThan(topic);
    ann.reopens(forum, topic);
    expect((await send({ message_thread_id: topic })).ok).toBe(true);
    expect(await texts({ offset: -1 })).toEqual([undefined]);
    const [last] = await poll({ offset: -1 });
    expect(last?.['message']).toMatchObject({ forum_topic_reopened: {}, from: { id: 1 } });
  });

  test('a deleted topic is an error or, in the silent variant, the main chat', async () => {
    const { ann, forum, send, call, emulator } = forumRig();
    const [gone, lost] = [ann.opensTopic(forum, 'a'), ann.opensTopic(forum, 'b')];
    ann.deletesTopic(forum, gone);
    ann.deletesTopic(forum, lost, 'silent');
    expect(emulator.pendingUpdates).toBe(2);
    expect(await send({ message_thread_id: gone })).toMatchObject({
      description: 'Bad Request: message thread not found',
    });
    const stray = await send({ message_thread_id: lost });
    expect(stray.result).not.toHaveProperty('message_thread_id');
    expect(emulator.count.wrongThread).toBe(1);
    const typing = { chat_id: forum.id, action: 'typing', message_thread_id: gone };
    expect(await call('sendChatAction', typing)).toEqual({ ok: true, result: true });
  });

  test('renames by a person arrive, and by the bot come back', async () => {
    const { ann, forum, call, poll, emulator } = forumRig();
    const topic = ann.opensTopic(forum, 'shop');
    ann.renames(forum, topic, 'store');
    await call('editForumTopic', { chat_id: forum.id, message_thread_id: topic, name: 'mall' });
    const updates = await poll();
    expect(updates.slice(1).map((update) => update['message'])).toMatchObject([
      { from: { id: 1 }, forum_topic_edited: { name: 'store' } },
      { from: { id: emulator.bot.id }, forum_topic_edited: { name: 'mall' } },
    ]);
    expect(
      await call('editForumTopic', { chat_id: forum.id, message_thread_id: topic, name: 'mall' }),
    ).toMatchObject({ description: 'Bad Request: TOPIC_NOT_MODIFIED' });
  });

  test('without the right to manage topics none is created', async () => {
    const { call, forum } = forumRig({ can_manage_topics: false });
    expect(await call('createForumTopic', { chat_id: forum.id, name: 'x' })).toMatchObject({
      error_code: 400,
      description: 'Bad Request: not enough rights to create a topic',
    });
  });

  test.each([
    ['', 'TOPIC_NAME_EMPTY'],
    ['x'.repeat(129), 'TOPIC_TITLE_INVALID'],
  ])('a topic name of the wrong length is refused', async (name, reason) => {
    const { call, forum } = forumRig();
    expect(await call('createForumTopic', { chat_id: forum.id, name })).toMatchObject({
      description: `Bad Request: ${reason}`,
    });
  });
});

describe('in a private chat', () => {
  function privateRig(topics: boolean) {
    const rig = createRig();
    const ann = rig.emulator.person({ id: 1 });
    return { ...rig, ann, chat: ann.privateChat({ topics }) };
  }

  test('writing outside of a topic opens one whose name nobody chose', async () => {
    const { ann, chat, poll, call } = privateRig(true);
    expect((await call('getMe')).result).toMatchObject({
      has_topics_enabled: true,
      allows_users_to_create_topics: true,
    });
    const said = ann.says(chat, 'fix the tests');
    const [created, message] = await poll();
    expect(created?.['message']).toMatchObject({
      from: { id: 1 },
      forum_topic_created: { is_name_implicit: true },
    });
    expect(message?.['message']).toMatchObject({
      message_thread_id: said.topic,
      is_topic_message: true,
    });
    expect(message?.['message']).not.toHaveProperty('reply_to_message');
  });

  test('where people may not create topics, a message stays in the main chat', () => {
    const { ann, chat, emulator } = privateRig(true);
    emulator.setBotSettings({ usersMayCreateTopics: false });
    expect(ann.says(chat, 'hello').topic).toBeUndefined();
  });

  test('the bot makes topics, writes to them and to the main chat', async () => {
    const { chat, call, emulator } = privateRig(true);
    const made = await call('createForumTopic', { chat_id: chat.id, name: 'shop' });
    const { message_thread_id: topic } = made.result as { message_thread_id: number };
    await call('sendMessage', { chat_id: chat.id, message_thread_id: topic, text: 'in' });
    await call('sendMessage', { chat_id: chat.id, text: 'out' });
    expect(emulator.transcript(chat, topic).map((one) => one.text)).toEqual(['', 'in']);
    expect(emulator.transcript(chat, null).map((one) => one.text)).toEqual(['out']);
  });

  test('closing topics is for supergroups only', async () => {
    const { ann, chat, call } = privateRig(true);
    const topic = ann.opensTopic(chat, 'shop');
    const params = { chat_id: chat.id, message_thread_id: topic };
    expect((await call('closeForumTopic', params)).ok).toBe(false);
  });

  test('without threaded mode no topic can be made', async () => {
    const { chat, call } = privateRig(false);
    expect(await call('createForumTopic', { chat_id: chat.id, name: 'x' })).toMatchObject({
      description: 'Bad Request: BOT_FORUM_CREATE_FORBIDDEN',
    });
  });

  test('unpinning everything answers true even for a topic that is gone', async () => {
    const { ann, chat, call } = privateRig(true);
    const topic = ann.opensTopic(chat, 'shop');
    ann.deletesTopic(chat, topic);
    const params = { chat_id: chat.id, message_thread_id: topic };
    expect((await call('unpinAllForumTopicMessages', params)).ok).toBe(true);
  });
});
