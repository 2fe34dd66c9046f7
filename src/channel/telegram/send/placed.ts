import type { Message } from 'grammy/types';
import type { CallResult } from '../../../model/call.ts';
import type { MessageId, TopicId } from '../../../model/ids.ts';

/** The place where a message came to stand, as Telegram gave it back. */
export function placed(message: Message | true): CallResult {
  if (message === true) return { type: 'done', message: undefined, topic: undefined };
  return { type: 'done', message: message.message_id as MessageId, topic: topicOf(message) };
}

// A reply in a group without topics carries a thread id too; only the flag tells a topic (Bot API, Message).
const topicOf = (message: Message): TopicId | undefined =>
  message.is_topic_message === true
    ? (message.message_thread_id as TopicId | undefined)
    : undefined;
