import type { ApiChat, ApiMessage, ApiUser } from '../records/api.ts';
import type { ChatRecord, StoredMessage, World } from '../records/world.ts';

export interface NewMessage {
  readonly from?: ApiUser;
  readonly senderChat?: ApiChat;
  readonly topic?: number | undefined;
  readonly replyTo?: number | undefined;
  readonly isSilent?: boolean;
  readonly content: Partial<ApiMessage>;
}

/** Puts a message into a chat, as everybody in it would see it. Tells nobody; see `publish.ts`. */
export function post(world: World, chat: ChatRecord, message: NewMessage): StoredMessage {
  const id = nextMessageId(world, chat);
  const target = message.replyTo === undefined ? undefined : chat.messages.get(message.replyTo);
  const now = world.clock.now();
  const api: ApiMessage = {
    message_id: id,
    ...threadOf(chat, message.topic, target),
    ...(message.from && { from: message.from }),
    ...(message.senderChat && { sender_chat: message.senderChat }),
    date: Math.floor(now / 1000),
    chat: chat.api,
    ...repliedTo(chat, message.topic, target),
    ...message.content,
  };
  const stored: StoredMessage = {
    api,
    sentAt: now,
    isSilent: message.isSilent ?? false,
    edits: 0,
    editedAt: undefined,
    isPinned: false,
    reactions: new Map(),
  };
  chat.messages.set(id, stored);
  return stored;
}

function nextMessageId(world: World, chat: ChatRecord): number {
  if (chat.api.type === 'supergroup' || chat.api.type === 'channel') {
    chat.lastMessageId += 1;
  } else {
    world.ids.message += 1;
    chat.lastMessageId = world.ids.message;
  }
  return chat.lastMessageId;
}

// A reply outside of topics in a supergroup has the number of a reply thread, which is no topic.
function threadOf(
  chat: ChatRecord,
  topic: number | undefined,
  target: StoredMessage | undefined,
): Pick<ApiMessage, 'message_thread_id' | 'is_topic_message'> {
  if (topic !== undefined) return { message_thread_id: topic, is_topic_message: true };
  if (!target || chat.api.type !== 'supergroup') return {};
  return { message_thread_id: target.api.message_thread_id ?? target.api.message_id };
}

// In forums every plain message of a topic is a reply to the message that created the topic.
function repliedTo(
  chat: ChatRecord,
  topic: number | undefined,
  target: StoredMessage | undefined,
): Pick<ApiMessage, 'reply_to_message'> {
  const root =
    topic !== undefined && chat.api.type === 'supergroup' ? chat.messages.get(topic) : undefined;
  const replied = target ?? root;
  if (!replied) return {};
  const { reply_to_message: _deeper, ...shown } = replied.api;
  return { reply_to_message: shown };
}
