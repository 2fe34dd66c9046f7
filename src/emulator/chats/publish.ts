import type { UpdateKind } from '../records/api.ts';
import type { ChatRecord, StoredMessage, World } from '../records/world.ts';
import { botMember } from './find.ts';
import { serviceOf } from './service.ts';

const day = 86_400_000;
export const callbackLifeMs = 150_000;

/** Tells the bot of a message, if it is there and may see it. Updates live 24 h from the message's own date. */
export function publishMessage(world: World, chat: ChatRecord, message: StoredMessage): void {
  if (!botSees(world, chat, message)) return;
  const kind = chat.api.type === 'channel' ? 'channel_post' : 'message';
  world.queue.push(kind, message.api, message.sentAt + day - world.clock.now());
  world.bell.ring();
}

export function publishEdit(world: World, chat: ChatRecord, message: StoredMessage): void {
  if (!botSees(world, chat, message)) return;
  const kind = chat.api.type === 'channel' ? 'edited_channel_post' : 'edited_message';
  world.queue.push(kind, message.api, day);
  world.bell.ring();
}

export function publish(world: World, kind: UpdateKind, payload: unknown, lifeMs = day): void {
  world.queue.push(kind, payload, lifeMs);
  world.bell.ring();
}

function botSees(world: World, chat: ChatRecord, { api }: StoredMessage): boolean {
  if (chat.api.type === 'private') return !chat.isBlocked;
  const status = botMember(world, chat)?.status;
  if (status === undefined || status === 'left' || status === 'kicked') return false;
  if (status === 'administrator' || status === 'creator') return true;
  // Privacy mode hides what people say to each other, not what happens to the chat.
  if (world.bot.canReadAllGroupMessages || serviceOf(api)) return true;
  return concernsBot(world, api.text ?? api.caption ?? '', api.reply_to_message?.from?.id);
}

const concernsBot = (world: World, text: string, repliedTo: number | undefined): boolean =>
  text.startsWith('/') ||
  repliedTo === world.bot.user.id ||
  text.toLowerCase().includes(`@${world.bot.user.username.toLowerCase()}`);
