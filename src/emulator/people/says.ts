import { storeFile } from '../chats/files.ts';
import { hasTopics } from '../chats/find.ts';
import { post } from '../chats/post.ts';
import { publishMessage } from '../chats/publish.ts';
import { createTopic } from '../chats/topics.ts';
import type { ApiChat, ApiMessage, ApiUser } from '../records/api.ts';
import type { ChatRecord, PersonRecord, StoredMessage, World } from '../records/world.ts';
import { foundEntities } from '../text/found.ts';
import { type MessageRef, messageOf } from './refs.ts';

export interface SayOptions {
  readonly topic?: number | undefined;
  readonly replyTo?: MessageRef;
  /** A part of the message replied to. */
  readonly quote?: string;
  /** Forwarded: whose words they were. */
  readonly forwardFrom?: ApiUser;
  /** As an anonymous administrator of the group. */
  readonly isAnonymous?: boolean;
  /** In the name of a channel. */
  readonly asChannel?: ApiChat;
  /** A post of the linked channel, forwarded by Telegram itself. */
  readonly isLinkedChannel?: boolean;
  readonly viaBot?: ApiUser;
  /** Anything else the message carries, as it is on the wire: `{ location: … }`, `{ poll: … }`. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface SentFile {
  readonly name?: string;
  readonly mime?: string;
  readonly bytes?: Uint8Array;
  /** What Telegram says about the size, where a test wants a big file without its weight. */
  readonly size?: number;
  readonly caption?: string;
  readonly kind?: 'photo' | 'document' | 'voice' | 'audio' | 'video';
}

/** Fake senders that old clients need (telegram-bot-api, Client.cpp; the numbers were observed). */
const anonymousAdmin: ApiUser = {
  id: 1087968824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
};
const channelBot: ApiUser = {
  id: 136817688,
  is_bot: true,
  first_name: 'Channel',
  username: 'Channel_Bot',
};
const telegram: ApiUser = { id: 777000, is_bot: false, first_name: 'Telegram' };

export function say(
  world: World,
  person: PersonRecord,
  chat: ChatRecord,
  content: Partial<ApiMessage>,
  options: SayOptions = {},
): StoredMessage {
  chat.isStarted = true;
  const topic = options.topic ?? implicitTopic(world, person, chat);
  const message = post(world, chat, {
    ...sender(person, chat, options),
    topic,
    ...(options.replyTo && { replyTo: messageOf(world, options.replyTo).api.message_id }),
    content: { ...content, ...passedOn(world, options), ...options.extra },
  });
  publishMessage(world, chat, message);
  return message;
}

export const typed = (text: string): Partial<ApiMessage> => {
  const entities = foundEntities(text);
  return { text, ...(entities.length > 0 && { entities }) };
};

export function fileContent(world: World, file: SentFile): Partial<ApiMessage> {
  const kind = file.kind ?? 'document';
  const mime = file.mime ?? defaultMime[kind];
  const name = file.name ?? defaultName[kind];
  const bytes = file.bytes ?? new Uint8Array([1, 2, 3]);
  const stored = storeFile(world, { name, mime, bytes, ...(file.size && { size: file.size }) });
  const api = {
    file_id: stored.id,
    file_unique_id: `unique-${stored.id}`,
    file_size: stored.size,
  };
  const caption = file.caption === undefined ? {} : captioned(file.caption);
  if (kind === 'photo') {
    const thumb = { ...api, file_id: `${stored.id}-thumb`, width: 90, height: 67 };
    return { photo: [thumb, { ...api, width: 1280, height: 960 }], ...caption };
  }
  if (kind === 'voice') return { voice: { ...api, duration: 3, mime_type: mime }, ...caption };
  return { [kind]: { ...api, file_name: name, mime_type: mime }, ...caption };
}

const defaultMime = {
  photo: 'image/jpeg',
  document: 'text/plain',
  voice: 'audio/ogg',
  audio: 'audio/mpeg',
  video: 'video/mp4',
};
const defaultName = {
  photo: 'photo.jpg',
  document: 'notes.txt',
  voice: 'voice.oga',
  audio: 'song.mp3',
  video: 'clip.mp4',
};

function captioned(caption: string): Partial<ApiMessage> {
  const entities = foundEntities(caption);
  return { caption, ...(entities.length > 0 && { caption_entities: entities }) };
}

// Writing outside of a topic in a threaded private chat opens one whose name nobody chose (Bot API 9.3).
function implicitTopic(world: World, person: PersonRecord, chat: ChatRecord): number | undefined {
  if (chat.api.type !== 'private' || !hasTopics(chat) || !world.bot.usersMayCreateTopics) {
    return undefined;
  }
  return createTopic(world, chat, person.user, { name: 'New Chat', isNameImplicit: true }).id;
}

function sender(
  person: PersonRecord,
  chat: ChatRecord,
  options: SayOptions,
): { from?: ApiUser; senderChat?: ApiChat } {
  if (chat.api.type === 'channel') return { senderChat: chat.api };
  if (options.isAnonymous) return { from: anonymousAdmin, senderChat: chat.api };
  if (options.isLinkedChannel && options.asChannel) {
    return { from: telegram, senderChat: options.asChannel };
  }
  if (options.asChannel) return { from: channelBot, senderChat: options.asChannel };
  return { from: person.user };
}

function passedOn(world: World, options: SayOptions): Partial<ApiMessage> {
  const date = Math.floor(world.clock.now() / 1000);
  const quote = options.quote;
  return {
    ...(options.forwardFrom && {
      forward_origin: { type: 'user', sender_user: options.forwardFrom, date },
    }),
    ...(quote !== undefined && { quote: { text: quote, position: 0, is_manual: true as const } }),
    ...(options.isLinkedChannel && { is_automatic_forward: true as const }),
    ...(options.viaBot && { via_bot: options.viaBot }),
  };
}
