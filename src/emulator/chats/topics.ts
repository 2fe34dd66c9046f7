import type { ApiUser } from '../records/api.ts';
import type { ChatRecord, StoredMessage, Topic, World } from '../records/world.ts';
import { type NewMessage, post } from './post.ts';
import { publishMessage } from './publish.ts';

export const topicColors: readonly number[] = [
  7322096, 16766590, 13338331, 9367192, 16749490, 16478047,
];

export interface NewTopic {
  readonly name: string;
  readonly iconColor?: number | undefined;
  readonly iconEmojiId?: string | undefined;
  readonly isNameImplicit?: boolean;
}

/** A topic's number is the id of the service message that created it. */
export function createTopic(world: World, chat: ChatRecord, by: ApiUser, given: NewTopic): Topic {
  const iconColor =
    given.iconColor ?? topicColors[chat.topics.size % topicColors.length] ?? 7322096;
  const created = {
    name: given.name,
    icon_color: iconColor,
    ...(given.iconEmojiId && { icon_custom_emoji_id: given.iconEmojiId }),
    ...(given.isNameImplicit && { is_name_implicit: true as const }),
  };
  const message = post(world, chat, { from: by, content: { forum_topic_created: created } });
  const id = message.api.message_id;
  Object.assign(message.api, { message_thread_id: id, is_topic_message: true });
  const topic: Topic = {
    id,
    name: given.name,
    iconColor,
    iconEmojiId: given.iconEmojiId,
    createdBy: by.id,
    isNameImplicit: given.isNameImplicit ?? false,
    isClosed: false,
    deleted: undefined,
  };
  chat.topics.set(id, topic);
  publishMessage(world, chat, message);
  return topic;
}

export interface TopicChange {
  readonly name?: string | undefined;
  /** Empty removes it. */
  readonly iconEmojiId?: string | undefined;
}

export function editTopic(
  world: World,
  chat: ChatRecord,
  topic: Topic,
  by: ApiUser,
  change: TopicChange,
): void {
  const isRenamed = change.name !== undefined && change.name !== topic.name;
  if (change.name !== undefined) topic.name = change.name;
  if (change.iconEmojiId !== undefined) topic.iconEmojiId = change.iconEmojiId || undefined;
  topic.isNameImplicit = topic.isNameImplicit && !isRenamed;
  notice(world, chat, topic.id, by, {
    forum_topic_edited: {
      ...(isRenamed && { name: topic.name }),
      ...(change.iconEmojiId !== undefined && { icon_custom_emoji_id: change.iconEmojiId }),
    },
  });
}

export function setTopicClosed(
  world: World,
  chat: ChatRecord,
  topic: Topic,
  by: ApiUser,
  isClosed: boolean,
): void {
  topic.isClosed = isClosed;
  notice(
    world,
    chat,
    topic.id,
    by,
    isClosed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} },
  );
}

/** Deleting destroys the topic's messages for everybody. There is no update for it. */
export function deleteTopic(
  world: World,
  chat: ChatRecord,
  topic: Topic,
  variant: 'error' | 'silent' = 'error',
): void {
  topic.deleted = variant;
  for (const [id, message] of chat.messages) {
    if (message.api.message_thread_id === topic.id) chat.messages.delete(id);
  }
  world.bell.ring();
}

/** A service message; the bot's own come back to it as updates too (Client.cpp, telegram-bot-api). */
export function notice(
  world: World,
  chat: ChatRecord,
  topic: number | undefined,
  by: ApiUser,
  content: NewMessage['content'],
): StoredMessage {
  const message = post(world, chat, { from: by, topic, content });
  publishMessage(world, chat, message);
  return message;
}
