import { botMay, botMember, existingMessage, openChat } from '../chats/find.ts';
import { notice } from '../chats/topics.ts';
import type { Args } from '../http/args.ts';
import { badRequest } from '../records/refusal.ts';
import type { ChatRecord, StoredMessage, World } from '../records/world.ts';
import type { Method } from './method.ts';

const deletableMs = 48 * 3_600_000;

export const deleteMessage: Method['run'] = (world, args) => {
  const chat = openChat(world, args);
  const message = existingMessage(chat, args, 'delete');
  if (!isDeletable(world, chat, message)) throw badRequest("message can't be deleted");
  chat.messages.delete(message.api.message_id);
  return true;
};

export const deleteMessages: Method['run'] = (world, args) => {
  const chat = openChat(world, args);
  for (const id of args.values('message_ids') ?? []) {
    const message = chat.messages.get(Number(id));
    if (message && isDeletable(world, chat, message)) chat.messages.delete(message.api.message_id);
  }
  return true;
};

const isDeletable = (world: World, chat: ChatRecord, message: StoredMessage): boolean =>
  world.clock.now() - message.sentAt < deletableMs &&
  (message.api.from?.id === world.bot.user.id || botMay(world, chat, 'can_delete_messages'));

export const pinChatMessage: Method['run'] = (world, args) => {
  const chat = openChat(world, args);
  mayPin(world, chat);
  const message = existingMessage(chat, args, 'pin');
  message.isPinned = true;
  const { reply_to_message: _replied, ...shown } = message.api;
  const topic = message.api.is_topic_message ? message.api.message_thread_id : undefined;
  notice(world, chat, topic, world.bot.user, { pinned_message: shown });
  return true;
};

export const unpinChatMessage: Method['run'] = (world, args) => {
  const chat = openChat(world, args);
  mayPin(world, chat);
  unpinned(chat, args).isPinned = false;
  return true;
};

// Without an id it is the newest pin (Bot API, unpinChatMessage).
function unpinned(chat: ChatRecord, args: Args): StoredMessage {
  if (args.has('message_id')) return existingMessage(chat, args, 'unpin');
  const newest = [...chat.messages.values()].findLast((message) => message.isPinned);
  if (!newest) throw badRequest('message to unpin not found');
  return newest;
}

function mayPin(world: World, chat: ChatRecord): void {
  const isPlainGroup = chat.api.type === 'group' && botMember(world, chat)?.status === 'member';
  if (!isPlainGroup && !botMay(world, chat, 'can_pin_messages')) {
    throw badRequest('not enough rights to manage pinned messages in the chat');
  }
}
