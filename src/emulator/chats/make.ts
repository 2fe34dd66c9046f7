import type { ApiChat } from '../records/api.ts';
import type { ChatRecord, PersonRecord, World } from '../records/world.ts';
import { memberOf } from './members.ts';
import { notice } from './topics.ts';

export interface PrivateChatOptions {
  /** Threaded mode: the chat is divided into topics. */
  readonly topics?: boolean;
  /** Whether the person has pressed Start; true when left out. */
  readonly isStarted?: boolean;
}

/** The person's chat with the bot; asked again, it changes only what is given. */
export function privateChat(
  world: World,
  { user }: PersonRecord,
  { topics, isStarted }: PrivateChatOptions = {},
): ChatRecord {
  const known = world.chats.get(user.id);
  const { first_name, last_name, username } = user;
  const chat =
    known ??
    add(world, {
      id: user.id,
      type: 'private',
      first_name,
      ...(last_name !== undefined && { last_name }),
      ...(username !== undefined && { username }),
    });
  if (topics !== undefined) chat.hasTopics = topics;
  // Threaded mode is a setting of the bot; chats of people whose app lacks it stay without.
  if (topics) world.bot.topicsEnabled = true;
  if (isStarted !== undefined || !known) chat.isStarted = isStarted ?? true;
  return chat;
}

export interface GroupOptions {
  readonly id?: number;
  readonly title?: string;
  readonly type?: 'group' | 'supergroup' | 'channel';
  readonly isForum?: boolean;
  /** An administrator with all rights when left out. */
  readonly bot?: 'administrator' | 'member' | 'left';
  readonly botRights?: Readonly<Record<string, boolean>>;
  readonly owner?: PersonRecord;
  readonly members?: readonly PersonRecord[];
}

export function groupChat(world: World, options: GroupOptions): ChatRecord {
  const type = options.type ?? (options.isForum ? 'supergroup' : 'group');
  const number = ++world.ids.chat;
  const id = options.id ?? (type === 'group' ? -4_000_000 - number : -1_002_000_000_000 - number);
  const chat = add(world, {
    id,
    type,
    title: options.title ?? `Group ${number}`,
    ...(options.isForum && { is_forum: true as const }),
  });
  const bot = options.bot ?? 'administrator';
  if (bot !== 'left') {
    chat.members.set(world.bot.user.id, memberOf(world.bot.user, bot, options.botRights));
  }
  for (const { user } of options.members ?? []) chat.members.set(user.id, memberOf(user, 'member'));
  if (options.owner)
    chat.members.set(options.owner.user.id, memberOf(options.owner.user, 'creator'));
  return chat;
}

/** A group becomes a supergroup: a new id, new message ids, a notice in both chats. */
export function migrate(world: World, old: ChatRecord, by: PersonRecord['user']): ChatRecord {
  const grown = add(world, {
    id: -1_002_000_000_000 - ++world.ids.chat,
    type: 'supergroup',
    ...(old.api.title !== undefined && { title: old.api.title }),
  });
  for (const [id, member] of old.members) grown.members.set(id, member);
  notice(world, old, undefined, by, { migrate_to_chat_id: grown.api.id });
  old.migratedTo = grown.api.id;
  notice(world, grown, undefined, by, { migrate_from_chat_id: old.api.id });
  return grown;
}

function add(world: World, api: ApiChat): ChatRecord {
  const chat: ChatRecord = {
    api,
    messages: new Map(),
    topics: new Map(),
    members: new Map(),
    typing: new Map(),
    drafts: new Map(),
    hasTopics: false,
    isStarted: true,
    isBlocked: false,
    isDeleted: false,
    generalName: 'General',
    migratedTo: undefined,
    // The first message of a supergroup tells that it was made: no topic ever has its number, which is General's.
    lastMessageId: api.type === 'supergroup' ? 1 : 0,
  };
  world.chats.set(api.id, chat);
  return chat;
}
