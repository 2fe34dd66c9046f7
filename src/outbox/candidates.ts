import type { ChatId } from '../model/ids.ts';
import type { Priority, SlotKey } from '../model/slot.ts';
import type { PendingSlot } from '../store/tables/slots.ts';
import type { LivePace } from './memory/live-pace.ts';
import { replacementName } from './plan/call-of.ts';
import type { Candidate } from './plan/choose.ts';
import { liveIntervalMs } from './plan/limits.ts';

/** Slots with something to do that their topic's state does not hold back. */
export const pendingCandidates = (
  pending: readonly PendingSlot[],
  pace: LivePace,
  now: number,
): readonly Candidate[] =>
  pending.filter(isOpenTo).map((slot) => toCandidate(slot, creationDueAt(slot, pace, now)));

/** Live messages in the chats, each at its interval. */
export function liveCandidates(
  live: readonly PendingSlot[],
  pace: LivePace,
  now: number,
): readonly Candidate[] {
  const active = new Map<ChatId, number>();
  for (const { chat } of live) active.set(chat, (active.get(chat) ?? 0) + 1);
  const shown = live.filter((slot) => slot.state === 'sent' && isOpenTo(slot));
  return shown.map((slot) => {
    const intervalMs = liveIntervalMs(slot.chat, active.get(slot.chat) ?? 1);
    return toCandidate(slot, pace.dueAt(keyOf(slot), intervalMs, now));
  });
}

export const keyOf = ({ topic, generation, name }: PendingSlot): SlotKey => ({
  topic,
  generation,
  name,
});

/**
 * A topic that has no address, is closed or lost holds its slots; what makes it, or makes it anew, goes, and so does
 * what takes a message away that never stood in it.
 */
export function isOpenTo({ type, name, topicState }: PendingSlot): boolean {
  if (type === 'delete') return true;
  if (type !== 'topic') return topicState === 'open';
  if (name === replacementName) return topicState !== 'closed';
  return topicState === 'open' || topicState === 'making';
}

// A live message that could not be drawn yet waits for a touch, or a while.
const creationDueAt = (slot: PendingSlot, pace: LivePace, now: number): number =>
  slot.type === 'live' ? Math.max(slot.nextAt, pace.creationDueAt(keyOf(slot), now)) : slot.nextAt;

const toCandidate = (slot: PendingSlot, dueAt: number): Candidate => {
  const isEdit = slot.message !== undefined;
  return {
    seq: slot.seq,
    topic: slot.topic,
    chat: slot.chat,
    urgency: urgencyOf(slot, isEdit),
    kind: slot.type === 'live' ? 'live' : 'message',
    place: slot.place,
    dueAt,
    isEdit,
  };
};

/** What is in the chat already is not as pressing as what is not: its change counts as an acknowledgement. */
const urgencyOf = ({ priority }: PendingSlot, isEdit: boolean): Priority =>
  isEdit && (priority === 'request' || priority === 'final') ? 'reply' : priority;
