import { menuKeyOf } from '../methods/menu.ts';
import { type ChatRef, chatOf } from '../people/refs.ts';
import type { ApiBotCommand } from '../records/api.ts';
import type { ChatRecord, Draft, Topic, World } from '../records/world.ts';
import { type Seen, seen } from './seen.ts';

export interface View {
  /** What a person would see now, oldest first. `topic`: left out for all, null for General or the main chat. */
  transcript(chat: ChatRef, topic?: number | null): Seen[];
  /** The bot's messages that made a sound, oldest first. */
  sounds(chat: ChatRef, topic?: number | null): Seen[];
  typing(chat: ChatRef, topic?: number | null): boolean;
  drafts(chat: ChatRef): Draft[];
  topics(chat: ChatRef): Topic[];
  /** How many of the bot's messages hold this text, in one chat or in all. */
  copies(text: string, chat?: ChatRef): number;
  /** Presses that turn their spinner for longer than `ms`. */
  spinners(ms?: number): number;
  menu(scope?: string, chat?: ChatRef, language?: string): ApiBotCommand[];
  menuButton(chat?: ChatRef): unknown;
}

export function createView(world: World): View {
  const transcript = (ref: ChatRef, topic?: number | null): Seen[] => {
    const chat = chatOf(world, ref);
    const all = [...chat.messages.values()].map((message) => seen(chat, message));
    return topic === undefined ? all : all.filter((one) => one.topic === (topic ?? undefined));
  };
  const isOwn = (one: Seen): boolean => one.from.id === world.bot.user.id;
  return {
    transcript,
    sounds: (chat, topic) =>
      transcript(chat, topic).filter((one) => isOwn(one) && !one.isSilent && !one.service),
    typing: (ref, topic) => {
      const now = world.clock.monotonic();
      const ends = [...chatOf(world, ref).typing];
      return ends.some(([at, end]) => end > now && (topic === undefined || at === (topic ?? 0)));
    },
    drafts: (ref) => liveDrafts(world, chatOf(world, ref)),
    topics: (ref) => [...chatOf(world, ref).topics.values()],
    copies: (text, ref) => {
      const chats = ref === undefined ? [...world.chats.keys()] : [chatOf(world, ref).api.id];
      const all = chats.flatMap((id) => transcript(id));
      return all.filter((one) => isOwn(one) && one.text.includes(text)).length;
    },
    spinners: (ms = 0) => {
      const now = world.clock.monotonic();
      return [...world.presses.values()].filter(
        (press) => !press.answer && now - press.pressedAt > ms,
      ).length;
    },
    menu: (scope = 'default', ref, language = '') => {
      const chatId = ref === undefined ? 0 : chatOf(world, ref).api.id;
      return world.commands.get(menuKeyOf(scope, chatId, language)) ?? [];
    },
    menuButton: (ref) => world.menuButtons.get(ref === undefined ? 0 : chatOf(world, ref).api.id),
  };
}

function liveDrafts(world: World, chat: ChatRecord): Draft[] {
  const now = world.clock.monotonic();
  return [...chat.drafts.values()].filter((draft) => draft.endsAt > now);
}
