import type { Args } from '../http/args.ts';
import type { ApiMember } from '../records/api.ts';
import { badRequest, forbidden, Refusal } from '../records/refusal.ts';
import type { ChatRecord, StoredMessage, Topic, World } from '../records/world.ts';

/** @throws {Refusal} 400 when the bot knows no such chat */
export function knownChat(world: World, args: Args): ChatRecord {
  if (!args.has('chat_id')) throw badRequest('chat_id is empty');
  const chat = world.chats.get(args.integer('chat_id') ?? 0);
  if (!chat) throw badRequest('chat not found');
  return chat;
}

/** A chat in which the bot may act now. @throws {Refusal} 400 or 403 with the reason why not */
export function openChat(world: World, args: Args): ChatRecord {
  const chat = knownChat(world, args);
  if (chat.migratedTo !== undefined) {
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: chat.migratedTo,
    });
  }
  if (chat.api.type === 'private') {
    if (world.people.get(chat.api.id)?.isDeactivated) throw forbidden('user is deactivated');
    if (chat.isBlocked) throw forbidden('bot was blocked by the user');
    if (!chat.isStarted) throw forbidden("bot can't initiate conversation with a user");
    return chat;
  }
  if (chat.isDeleted) throw forbidden('the group chat was deleted');
  const status = botMember(world, chat)?.status;
  const kind = chat.api.type === 'group' ? 'group' : chat.api.type;
  if (status === 'kicked') throw forbidden(`bot was kicked from the ${kind} chat`);
  if (status === undefined || status === 'left') {
    throw forbidden(`bot is not a member of the ${kind} chat`);
  }
  return chat;
}

export const botMember = (world: World, chat: ChatRecord): ApiMember | undefined =>
  chat.members.get(world.bot.user.id);

/** Whether the bot holds an administrator's right in this chat; in private chats none is needed. */
export function botMay(world: World, chat: ChatRecord, right: string): boolean {
  if (chat.api.type === 'private') return true;
  const member = botMember(world, chat);
  return (
    member?.status === 'creator' || (member?.status === 'administrator' && member[right] === true)
  );
}

export const hasTopics = (chat: ChatRecord): boolean =>
  chat.api.type === 'private' ? chat.hasTopics : chat.api.is_forum === true;

/**
 * The topic that a send goes to; undefined is General or the main chat.
 *
 * @throws {Refusal} 400 for General's number (1), unknown, deleted and closed topics
 */
export function targetTopic(chat: ChatRecord, threadId: number | undefined): number | undefined {
  if (threadId === undefined || threadId === 0) return undefined;
  const topic = hasTopics(chat) ? chat.topics.get(threadId) : undefined;
  if (!topic || topic.deleted === 'error') throw badRequest('message thread not found');
  if (topic.deleted === 'silent') return undefined;
  if (topic.isClosed) throw badRequest('TOPIC_CLOSED');
  return topic.id;
}

/** @throws {Refusal} 400 when there is no such topic to change */
export function existingTopic(chat: ChatRecord, args: Args): Topic {
  const topic = chat.topics.get(args.integer('message_thread_id') ?? 0);
  if (!topic || topic.deleted) throw badRequest('TOPIC_ID_INVALID');
  return topic;
}

/** @throws {Refusal} 400 `message to … not found` */
export function existingMessage(chat: ChatRecord, args: Args, purpose: string): StoredMessage {
  const message = chat.messages.get(args.integer('message_id') ?? 0);
  if (!message) throw badRequest(`message to ${purpose} not found`);
  return message;
}
