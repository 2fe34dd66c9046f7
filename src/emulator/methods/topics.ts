import { botMay, existingTopic, hasTopics, knownChat, openChat } from '../chats/find.ts';
import {
  createTopic,
  deleteTopic,
  editTopic,
  notice,
  setTopicClosed,
  topicColors,
} from '../chats/topics.ts';
import type { Args } from '../http/args.ts';
import { badRequest } from '../records/refusal.ts';
import type { ChatRecord, World } from '../records/world.ts';
import type { Method } from './method.ts';

export const createForumTopic: Method['run'] = (world, args) => {
  const chat = topicChat(world, args, 'create a topic');
  const name = topicName(args);
  const iconColor = args.integer('icon_color');
  if (iconColor !== undefined && !topicColors.includes(iconColor)) {
    throw badRequest('TOPIC_ICON_COLOR_INVALID');
  }
  const iconEmojiId = args.text('icon_custom_emoji_id') || undefined;
  const topic = createTopic(world, chat, world.bot.user, { name, iconColor, iconEmojiId });
  return {
    message_thread_id: topic.id,
    name: topic.name,
    icon_color: topic.iconColor,
    ...(topic.iconEmojiId && { icon_custom_emoji_id: topic.iconEmojiId }),
  };
};

export const editForumTopic: Method['run'] = (world, args) => {
  const chat = topicChat(world, args, 'edit the topic');
  const topic = existingTopic(chat, args);
  const name = args.has('name') ? topicName(args) : undefined;
  // Present but empty removes the icon; left out keeps it (Bot API, editForumTopic).
  const iconEmojiId =
    args.raw['icon_custom_emoji_id'] === undefined ? undefined : args.text('icon_custom_emoji_id');
  const isSame =
    (name === undefined || name === topic.name) &&
    (iconEmojiId === undefined || iconEmojiId === (topic.iconEmojiId ?? ''));
  if (isSame) throw badRequest('TOPIC_NOT_MODIFIED');
  editTopic(world, chat, topic, world.bot.user, { name, iconEmojiId });
  return true;
};

const setClosed =
  (isClosed: boolean): Method['run'] =>
  (world, args) => {
    const chat = topicChat(world, args, isClosed ? 'close the topic' : 'reopen the topic');
    if (chat.api.type === 'private') throw badRequest('the chat is not a supergroup');
    const topic = existingTopic(chat, args);
    if (topic.isClosed === isClosed) throw badRequest('TOPIC_NOT_MODIFIED');
    setTopicClosed(world, chat, topic, world.bot.user, isClosed);
    return true;
  };
export const closeForumTopic = setClosed(true);
export const reopenForumTopic = setClosed(false);

export const deleteForumTopic: Method['run'] = (world, args) => {
  const chat = topicChat(world, args, 'delete the topic', 'can_delete_messages');
  deleteTopic(world, chat, existingTopic(chat, args));
  return true;
};

export const editGeneralForumTopic: Method['run'] = (world, args) => {
  const chat = topicChat(world, args, 'edit the topic');
  const name = topicName(args);
  if (name === chat.generalName) throw badRequest('TOPIC_NOT_MODIFIED');
  chat.generalName = name;
  notice(world, chat, undefined, world.bot.user, { forum_topic_edited: { name } });
  return true;
};

export const unpinAllForumTopicMessages: Method['run'] = (world, args) => {
  // In private chats it answers true even for topics that are gone (six-ddc/ccbot#81), so no probe is possible.
  const chat = openChat(world, args);
  const threadId = args.integer('message_thread_id');
  if (chat.api.type !== 'private') existingTopic(chat, args);
  for (const message of chat.messages.values()) {
    if (message.api.message_thread_id === threadId) message.isPinned = false;
  }
  return true;
};

export const getForumTopicIconStickers: Method['run'] = () =>
  ['📝', '💻', '🤖', '⚡️', '✅', '❗️', '🔥', '💡'].map((emoji, index) => ({
    file_id: `sticker-${index}`,
    file_unique_id: `unique-sticker-${index}`,
    type: 'custom_emoji',
    width: 100,
    height: 100,
    is_animated: false,
    is_video: false,
    emoji,
    custom_emoji_id: String(5_350_000_000_000_000_000n + BigInt(index)),
  }));

function topicChat(
  world: World,
  args: Args,
  deed: string,
  right = 'can_manage_topics',
): ChatRecord {
  const chat = openChat(world, args);
  if (!hasTopics(chat)) {
    const isPrivate = knownChat(world, args).api.type === 'private';
    throw badRequest(isPrivate ? 'BOT_FORUM_CREATE_FORBIDDEN' : 'the chat is not a forum');
  }
  if (!botMay(world, chat, right)) throw badRequest(`not enough rights to ${deed}`);
  return chat;
}

function topicName(args: Args): string {
  const name = args.text('name').trim();
  if (name === '') throw badRequest('TOPIC_NAME_EMPTY');
  if ([...name].length > 128) throw badRequest('TOPIC_TITLE_INVALID');
  return name;
}
