import type { Address } from '../../model/address.ts';
import type { ChatId, TopicId } from '../../model/ids.ts';
import { type Fields, inner, integer, isTrue } from '../fields.ts';

const general = 1;

/**
 * Where a message stands. A reply in General or in a plain group may carry a thread id as well; only
 * `is_topic_message` makes it a topic (telegram.md 3.2).
 */
export function addressOf(message: Fields): Address | undefined {
  const chat = inner(message, 'chat');
  const id = chat && integer(chat, 'id');
  if (id === undefined) return undefined;
  const thread = integer(message, 'message_thread_id');
  // General is 1 in forums only: private chats number their topics from 1.
  const isGeneral = thread === general && id < 0;
  const isTopic = isTrue(message, 'is_topic_message') && thread !== undefined && !isGeneral;
  return { chat: id as ChatId, topic: isTopic ? (thread as TopicId) : undefined };
}
