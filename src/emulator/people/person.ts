import { hasTopics } from '../chats/find.ts';
import { type PrivateChatOptions, privateChat } from '../chats/make.ts';
import { setBlocked } from '../chats/members.ts';
import { publish, publishEdit } from '../chats/publish.ts';
import { createTopic, deleteTopic, editTopic, notice, setTopicClosed } from '../chats/topics.ts';
import type { ApiUser } from '../records/api.ts';
import type { PersonRecord, StoredMessage, Topic, World } from '../records/world.ts';
import { type Seen, seen } from '../view/seen.ts';
import { type PressOptions, type PressOutcome, press } from './presses.ts';
import { type ChatRef, chatOf, type MessageRef, messageOf } from './refs.ts';
import { fileContent, type SayOptions, type SentFile, say, typed } from './says.ts';

export interface ChatHandle {
  readonly id: number;
}

/** Somebody with the app in hand. All acts reach the bot as updates, where it may see them. */
export interface Person {
  readonly id: number;
  readonly user: ApiUser;
  privateChat(options?: PrivateChatOptions): ChatHandle;
  says(chat: ChatRef, text: string, options?: SayOptions): Seen;
  /** A long text as apps send it: in pieces of 4096. */
  pastes(chat: ChatRef, text: string, options?: SayOptions): Seen[];
  edits(message: MessageRef, text: string): Seen;
  deletes(message: MessageRef): void;
  presses(message: MessageRef, button: string, options?: PressOptions): Promise<PressOutcome>;
  /** No emoji takes the reaction back. */
  reacts(message: MessageRef, ...emoji: string[]): void;
  pins(message: MessageRef): void;
  sendsPhoto(chat: ChatRef, file?: SentFile, options?: SayOptions): Seen;
  sendsDocument(chat: ChatRef, file?: SentFile, options?: SayOptions): Seen;
  sendsVoice(chat: ChatRef, file?: SentFile, options?: SayOptions): Seen;
  /** Several files at once; the caption is the first one's. */
  sendsAlbum(chat: ChatRef, files: readonly SentFile[], options?: SayOptions): Seen[];
  /** Opens a topic and returns its number. */
  opensTopic(chat: ChatRef, name: string): number;
  renames(chat: ChatRef, topic: number, name: string): void;
  closes(chat: ChatRef, topic: number): void;
  reopens(chat: ChatRef, topic: number): void;
  /** `silent`: the bot's messages to it end up in the main chat instead of failing. */
  deletesTopic(chat: ChatRef, topic: number, variant?: 'error' | 'silent'): void;
  /** Presses Stop on a draft. */
  stops(chat: ChatRef, draftId?: number): void;
  /** `t.me/<bot>?start=<payload>` and Start. */
  opensLink(payload: string): Seen;
  blocks(): void;
  unblocks(): void;
  /** Deletes the account. */
  vanishes(): void;
}

const maxTyped = 4096;

export function createPerson(world: World, record: PersonRecord): Person {
  const { user } = record;
  const speak = (ref: ChatRef, content: Parameters<typeof say>[3], options?: SayOptions): Seen => {
    const chat = chatOf(world, ref);
    return seen(chat, say(world, record, chat, content, options));
  };
  const send =
    (kind: NonNullable<SentFile['kind']>) =>
    (chat: ChatRef, file: SentFile = {}, options?: SayOptions): Seen =>
      speak(chat, fileContent(world, { kind, ...file }), options);
  const topicOf = (ref: ChatRef, id: number): Topic => {
    const topic = chatOf(world, ref).topics.get(id);
    if (!topic || topic.deleted) throw new Error(`There is no topic ${id}.`);
    return topic;
  };

  return {
    id: user.id,
    user,
    privateChat: (options) => ({ id: privateChat(world, record, options).api.id }),
    says: (chat, text, options) => {
      if (text.length > maxTyped)
        throw new Error('No app sends more than 4096 at once: use pastes.');
      return speak(chat, typed(text), options);
    },
    pastes: (chat, text, options) => {
      const first = speak(chat, typed(text.slice(0, maxTyped)), options);
      const rest = pieces(text.slice(maxTyped));
      const same = { ...options, topic: options?.topic ?? first.topic };
      return [first, ...rest.map((piece) => speak(chat, typed(piece), same))];
    },
    edits: (ref, text) => {
      const message = messageOf(world, ref);
      const { text: content, entities } = typed(text);
      if (message.api.caption === undefined)
        Object.assign(message.api, { text: content, entities });
      else Object.assign(message.api, { caption: content, caption_entities: entities });
      return edited(world, ref.chatId, message);
    },
    deletes: (ref) => {
      chatOf(world, ref.chatId).messages.delete(ref.id);
      world.bell.ring();
    },
    presses: (message, button, options) => press(world, record, message, button, options),
    reacts: (ref, ...emoji) => react(world, record, ref, emoji),
    pins: (ref) => {
      const message = messageOf(world, ref);
      message.isPinned = true;
      const topic = message.api.is_topic_message ? message.api.message_thread_id : undefined;
      notice(world, chatOf(world, ref.chatId), topic, user, { pinned_message: message.api });
    },
    sendsPhoto: send('photo'),
    sendsDocument: send('document'),
    sendsVoice: send('voice'),
    sendsAlbum: (chat, files, options) => {
      const album = { media_group_id: String(++world.ids.album) };
      let same = options;
      return files.map((file) => {
        const content = { ...fileContent(world, { kind: 'photo', ...file }), ...album };
        const one = speak(chat, content, same);
        same = { ...options, topic: one.topic };
        return one;
      });
    },
    opensTopic: (ref, name) => {
      const chat = chatOf(world, ref);
      if (!hasTopics(chat)) throw new Error(`Chat ${chat.api.id} has no topics.`);
      return createTopic(world, chat, user, { name }).id;
    },
    renames: (chat, topic, name) =>
      editTopic(world, chatOf(world, chat), topicOf(chat, topic), user, { name }),
    closes: (chat, topic) =>
      setTopicClosed(world, chatOf(world, chat), topicOf(chat, topic), user, true),
    reopens: (chat, topic) =>
      setTopicClosed(world, chatOf(world, chat), topicOf(chat, topic), user, false),
    deletesTopic: (chat, topic, variant) =>
      deleteTopic(world, chatOf(world, chat), topicOf(chat, topic), variant),
    stops: (ref, draftId) => stopDraft(world, ref, draftId),
    opensLink: (payload) => speak(user.id, typed(`/start ${payload}`.trim())),
    blocks: () => setBlocked(world, record, true),
    unblocks: () => setBlocked(world, record, false),
    vanishes: () => {
      record.isDeactivated = true;
    },
  };
}

function edited(world: World, chatId: number, message: StoredMessage): Seen {
  const chat = chatOf(world, chatId);
  message.edits += 1;
  message.editedAt = world.clock.now();
  message.api.edit_date = Math.floor(message.editedAt / 1000);
  publishEdit(world, chat, message);
  return seen(chat, message);
}

// The bot hears of reactions only as an administrator of a group (Bot API, Update.message_reaction).
function react(
  world: World,
  person: PersonRecord,
  ref: MessageRef,
  emoji: readonly string[],
): void {
  const chat = chatOf(world, ref.chatId);
  const message = messageOf(world, ref);
  const old = message.reactions.get(person.user.id) ?? [];
  message.reactions.set(person.user.id, [...emoji]);
  world.bell.ring();
  const status = chat.members.get(world.bot.user.id)?.status;
  if (chat.api.type === 'private' || status !== 'administrator') return;
  const asReactions = (all: readonly string[]): unknown =>
    all.map((one) => ({ type: 'emoji', emoji: one }));
  publish(world, 'message_reaction', {
    chat: chat.api,
    message_id: ref.id,
    user: person.user,
    date: Math.floor(world.clock.now() / 1000),
    old_reaction: asReactions(old),
    new_reaction: asReactions(emoji),
  });
}

function stopDraft(world: World, ref: ChatRef, draftId: number | undefined): void {
  const chat = chatOf(world, ref);
  const now = world.clock.monotonic();
  const draft = [...chat.drafts.values()].findLast(
    (one) => one.canStop && one.endsAt > now && (draftId === undefined || one.draftId === draftId),
  );
  if (!draft) throw new Error('No draft here can be stopped.');
  if (draft.isKeptOnStop) chat.drafts.set(draft.draftId, { ...draft, canStop: false });
  else chat.drafts.delete(draft.draftId);
  publish(world, 'stopped_message_generation', {
    chat: chat.api,
    ...(draft.topic !== undefined && { message_thread_id: draft.topic }),
    draft_id: draft.draftId,
  });
}

function pieces(text: string): string[] {
  const all: string[] = [];
  for (let at = 0; at < text.length; at += maxTyped) all.push(text.slice(at, at + maxTyped));
  return all;
}
