// First thing on every update, whatever its kind. What is not named here is refused.
import type { Actor, Role } from '../model/actor.ts';
import type { ChatId, PersonId } from '../model/ids.ts';
import type { AccessPolicy } from '../model/settings.ts';
import type { BotIdentity } from '../model/update.ts';
import { type Fields, fields, has, inner, integer, isTrue, string } from './fields.ts';

export type Verdict =
  | { readonly type: 'allowed'; readonly actor: Actor; readonly chat: ChatId }
  /** Telegram's own word about a listed chat: a topic that we made, a group that became a supergroup. */
  | { readonly type: 'service' }
  | { readonly type: 'refused'; readonly reason: RefusedReason };

export type Admitted = Exclude<Verdict, { type: 'refused' }>;

export type RefusedReason =
  /** No object, no or several kinds. */
  | 'malformed'
  /** A kind that we do not act on. */
  | 'kind'
  /** A bot, a channel, an anonymous admin, a message that came through somebody else. */
  | 'no-person'
  | 'stranger'
  | 'chat';

interface Subject {
  readonly from: Fields | undefined;
  readonly chat: Fields | undefined;
}

/** Whose act it is, per kind (telegram.md 7.1). */
const subjects: Readonly<Record<string, (payload: Fields) => Subject>> = {
  message: (message) => ({ from: ownWords(message), chat: inner(message, 'chat') }),
  edited_message: (message) => ({ from: ownWords(message), chat: inner(message, 'chat') }),
  callback_query: (query) => {
    const message = inner(query, 'message');
    return { from: inner(query, 'from'), chat: message && inner(message, 'chat') };
  },
  message_reaction: (reaction) => ({
    from: has(reaction, 'actor_chat') ? undefined : inner(reaction, 'user'),
    chat: inner(reaction, 'chat'),
  }),
  my_chat_member: (change) => ({ from: inner(change, 'from'), chat: inner(change, 'chat') }),
  // Has no sender; in a private chat the chat is the person (Bot API 10.3, StoppedMessageGeneration).
  stopped_message_generation: (stop) => {
    const chat = inner(stop, 'chat');
    const isPrivate = chat !== undefined && chat['type'] === 'private';
    return { from: isPrivate ? { ...chat, is_bot: false } : undefined, chat };
  },
};

// Each says that the words are not simply those of `from`, who for compatibility may be a stand-in.
const notOwn = [
  'sender_chat',
  'via_bot',
  'is_automatic_forward',
  'sender_business_bot',
  'business_connection_id',
  'guest_query_id',
  'guest_bot_caller_user',
  'guest_bot_caller_chat',
];

const ownWords = (message: Fields): Fields | undefined =>
  notOwn.some((name) => has(message, name)) ? undefined : inner(message, 'from');

/** Stand-ins for anonymous admins, channels and linked channels: nobody, even if somebody lists them. */
const standIns: ReadonlySet<number> = new Set([1_087_968_824, 136_817_688, 777_000]);

/** Who may: an allowed person in an allowed chat. Never throws, whatever the update is. */
export function guard(update: unknown, policy: AccessPolicy, bot: BotIdentity): Verdict {
  const kind = kindOf(update);
  if (!kind) return refused('malformed');
  const subjectOf = Object.hasOwn(subjects, kind.name) ? subjects[kind.name] : undefined;
  if (!subjectOf) return refused('kind');
  if (kind.name === 'message' && isService(kind.payload, policy, bot)) return { type: 'service' };

  const { from, chat } = subjectOf(kind.payload);
  const person = from && personOf(from);
  if (!from || person === undefined) return refused('no-person');
  const chatId = chat && listedChat(chat, person, policy);
  if (chatId === undefined) return refused('chat');
  const role = roleOf(person, chatId, policy);
  if (!role) return refused('stranger');
  const name = string(from, 'first_name') ?? '';
  return { type: 'allowed', actor: { id: person, name, role }, chat: chatId };
}

const refused = (reason: RefusedReason): Verdict => ({ type: 'refused', reason });

/** The one kind of an update with its payload. */
export function kindOf(update: unknown): { name: string; payload: Fields } | undefined {
  const given = fields(update);
  if (!given) return undefined;
  const [name, ...others] = Object.keys(given).filter((key) => key !== 'update_id');
  const payload = name === undefined ? undefined : inner(given, name);
  return name !== undefined && payload && others.length === 0 ? { name, payload } : undefined;
}

function isService(message: Fields, policy: AccessPolicy, bot: BotIdentity): boolean {
  const chat = inner(message, 'chat');
  const chatId = (chat && integer(chat, 'id')) as ChatId | undefined;
  const migratedFrom = integer(message, 'migrate_from_chat_id') as ChatId | undefined;
  if (migratedFrom !== undefined) return policy.chats.has(migratedFrom);
  if (chatId === undefined || !policy.chats.has(chatId)) return false;
  if (integer(message, 'migrate_to_chat_id') !== undefined) return true;
  const from = inner(message, 'from');
  return from !== undefined && from['id'] === bot.id && has(message, 'forum_topic_created');
}

function personOf(from: Fields): PersonId | undefined {
  const id = integer(from, 'id');
  const isPerson = id !== undefined && id > 0 && !standIns.has(id) && from['is_bot'] === false;
  return isPerson ? (id as PersonId) : undefined;
}

function listedChat(chat: Fields, person: PersonId, policy: AccessPolicy): ChatId | undefined {
  const id = integer(chat, 'id') as ChatId | undefined;
  if (id === undefined || !policy.chats.has(id)) return undefined;
  switch (chat['type']) {
    case 'private':
      return (id as number) === (person as number) ? id : undefined;
    case 'group':
    case 'supergroup':
      return id < 0 && !isTrue(chat, 'is_direct_messages') ? id : undefined;
    default:
      return undefined;
  }
}

/** The strongest role that a person was given by name; whoever has none is a user where every member is. */
function roleOf(person: PersonId, chat: ChatId, policy: AccessPolicy): Role | undefined {
  if (policy.owners.has(person)) return 'owner';
  if (policy.users.has(person)) return 'user';
  if (policy.approvers.has(person)) return 'approver';
  if (policy.viewers.has(person)) return 'viewer';
  return policy.groupMembers === 'everyone' && chat < 0 ? 'user' : undefined;
}
