import type { ChatRecord, StoredMessage, World } from '../records/world.ts';

export type ChatRef = number | { readonly id: number };

export interface MessageRef {
  readonly chatId: number;
  readonly id: number;
}

/** @throws {Error} when a test names a chat that does not exist */
export function chatOf(world: World, ref: ChatRef): ChatRecord {
  const id = typeof ref === 'number' ? ref : ref.id;
  const chat = world.chats.get(id);
  if (!chat) throw new Error(`There is no chat ${id}.`);
  return chat;
}

/** @throws {Error} when the message is gone */
export function messageOf(world: World, ref: MessageRef): StoredMessage {
  const message = chatOf(world, ref.chatId).messages.get(ref.id);
  if (!message) throw new Error(`There is no message ${ref.id} in chat ${ref.chatId}.`);
  return message;
}
