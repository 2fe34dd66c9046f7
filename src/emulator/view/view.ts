import { menuKeyOf } from '../methods/menu.ts';
import { type ChatRef, chatOf, type MessageRef } from '../people/refs.ts';
import type { ApiBotCommand } from '../records/api.ts';
import type { ChatRecord, Draft, Topic, World } from '../records/world.ts';
import { type Seen, seen, topicOf } from './seen.ts';

export interface View {
  /** What a person would see now, oldest first. `topic`: left out for all, null for General or the main chat. */
  transcript(chat: ChatRef, topic?: number | null): Seen[];
  /** One message as it is now; undefined when it is gone. */
  message(ref: MessageRef): Seen | undefined;
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
    const all: Seen[] = [];
    for (const message of chat.messages.values()) {
      if (topic === undefined || topicOf(message) === (topic ?? undefined)) {
        all.push(seen(chat, message));
      }
    }
    return all;
  };
  const isOwn = (one: Seen): boolean => one.from.id === world.bot.user.id;
  return {
    transcript,
    message: ({ chatId, id }) => {
      const chat = chatOf(world, chatId);
      const message = chat.messages.get(id);
      return message && seen(chat, message);
    },
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
      const chats = ref === undefined ? [...world.chats.values()] : [chatOf(world, ref)];
      let copies = 0;
      for (const chat of chats) {
        for (const { api } of chat.messages.values()) {
          const isCopy = (api.text ?? api.caption)?.includes(text);
          if (isCopy && api.from?.id === world.bot.user.id) copies += 1;
        }
      }
      return copies;
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
