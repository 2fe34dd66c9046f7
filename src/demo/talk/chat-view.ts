import type { Emulator } from '../../emulator/emulator.ts';
import type { Seen } from '../../emulator/view/seen.ts';
import { drawBubble } from '../chat/bubble.ts';
import type { Ink } from '../chat/ink.ts';
import type { Phone } from '../world/world.ts';

/** The chat as the person at the keyboard sees it. */
export interface ChatView {
  /** Messages of the topic, service notices left out. */
  messages(): readonly Seen[];
  /** The newest message that asks something, else the one with Stop alone: its buttons have the numbers. */
  pressable(): Seen | undefined;
  draw(message: Seen): readonly string[];
  /** Differs when a message looks different, but for reactions. */
  looks(message: Seen): string;
}

export function createChatView(
  emulator: Emulator,
  { chat, person }: Phone,
  topic: () => number | undefined,
  ink: Ink,
): ChatView {
  const messages = (): readonly Seen[] =>
    emulator.transcript(chat, topic() ?? null).filter(({ service }) => !service);
  const pressable = (): Seen | undefined =>
    messages().findLast(({ buttons }) => buttons.flat().length > 1) ??
    messages().findLast(({ buttons }) => buttons.length > 0);
  const isOwn = (message: Seen): boolean => message.from.id === person.id;
  return {
    messages,
    pressable,
    looks: (message) => JSON.stringify([message.text, message.entities, message.buttons]),
    draw: (message) => {
      const own = isOwn(message);
      const sound = own || message.isSilent ? undefined : '♪';
      const reactions = message.reactions.map(({ emoji }) => emoji).join('');
      return drawBubble(message, {
        ink,
        isOwn: own,
        title: own ? 'You' : undefined,
        note: own ? reactions : sound,
        firstButton: pressable()?.id === message.id ? 1 : undefined,
      });
    },
  };
}
