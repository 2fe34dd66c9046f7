import type { ChatId, TopicId } from './ids.ts';

/**
 * A place in Telegram that can be written to, as one value so that no call forgets half of it.
 * `topic` is undefined in a private chat's main view, in General and in chats without topics:
 * all three are addressed without `message_thread_id`.
 */
export interface Address {
  readonly chat: ChatId;
  readonly topic: TopicId | undefined;
}

/** Private chats have positive ids and a budget of their own (Bot API, Chat.id). */
export const isPrivate = (chat: ChatId): boolean => chat > 0;
