import type { ChatId, TopicKey } from '../model/ids.ts';
import type { TopicState } from '../model/topic.ts';
import type { PauseReason } from '../store/tables/pauses.ts';
import type { PendingSlot } from '../store/tables/slots.ts';
import type { Desk } from './desk.ts';
import type { Flights } from './flights.ts';
import type { Pauses } from './memory/pauses.ts';

/** Counts of what is to be delivered; the live messages apart, they come and go. */
export interface Pending {
  /** Will go by itself. */
  readonly waiting: number;
  /** Waits until somebody mends something. */
  readonly held: number;
  readonly calling: number;
}

/** Why slots cannot go, for the status page and `check`. */
export interface Held {
  readonly chat: ChatId;
  /** Undefined when the whole chat is held. */
  readonly topic: TopicKey | undefined;
  readonly reason: Exclude<PauseReason, 'flood'> | 'no-topics' | TopicState;
  readonly slots: number;
}

export function pendingOf(desk: Desk, flights: Flights, pauses: Pauses): Pending {
  const { open, held } = desk.durable();
  const calling = flights.list().filter(({ urgency }) => urgency !== 'live');
  const going = open.filter((slot) => !isHeld(slot, pauses));
  return {
    waiting: going.length + calling.length,
    held: held.length + open.length - going.length,
    calling: calling.length,
  };
}

export function heldOf(desk: Desk, pauses: Pauses): readonly Held[] {
  const { open, held } = desk.durable();
  const groups = new Map<string, Held>();
  const count = (group: Omit<Held, 'slots'>): void => {
    const id = `${group.chat} ${group.topic} ${group.reason}`;
    groups.set(id, { ...group, slots: (groups.get(id)?.slots ?? 0) + 1 });
  };
  for (const { chat, topic, topicState } of held) count({ chat, topic, reason: topicState });
  for (const slot of open) {
    const { chat, topic } = slot;
    const hold = holdOf(slot, pauses);
    if (hold) count({ chat, topic: undefined, reason: hold });
    else if (isLackOf(slot.reason)) count({ chat, topic, reason: slot.reason });
  }
  return [...groups.values()];
}

const isHeld = (slot: PendingSlot, pauses: Pauses): boolean =>
  holdOf(slot, pauses) !== undefined || isLackOf(slot.reason);

function holdOf(
  { chat }: PendingSlot,
  { byChat }: Pauses,
): Exclude<PauseReason, 'flood'> | undefined {
  const reason = byChat.get(chat)?.reason;
  return reason === 'flood' ? undefined : reason;
}

const isLackOf = (reason: string | undefined): reason is 'no-topics' | 'rights' =>
  reason === 'no-topics' || reason === 'rights';
