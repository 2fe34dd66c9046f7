import type { Call } from '../../model/call.ts';
import type { ChatId, MessageId, TopicId } from '../../model/ids.ts';
import { type Desired, priorities } from '../../model/slot.ts';
import type { PauseReason } from '../../store/tables/pauses.ts';
import type { SlotRecord } from '../../store/tables/slots.ts';
import { afterDoubtMs } from './backoff.ts';
import { moved } from './moves.ts';
import { wasLive } from './wish.ts';

/** A call that has ended. `slot` is the row as it is now: it may have been wished otherwise meanwhile. */
export interface Attempt {
  readonly slot: SlotRecord;
  readonly call: Call;
  /** Of the content that was sent, to be compared with `desiredHash`. */
  readonly hash: string;
  readonly makesNew: boolean;
  /** An earlier call's fate was unknown before this one began, and stays so if this one did nothing. */
  readonly wasDoubted: boolean;
  readonly now: number;
}

/** What an outcome means beyond its own slot. */
export type Effect =
  /** The chat and the topic took a call. */
  | { readonly type: 'works' }
  | { readonly type: 'flood'; readonly retryAfterMs: number }
  | { readonly type: 'hold'; readonly reason: Exclude<PauseReason, 'flood'> }
  | { readonly type: 'offline' }
  | { readonly type: 'token' }
  | { readonly type: 'migrated'; readonly to: ChatId }
  | { readonly type: 'topic-closed' }
  /** `certain`: Telegram took the message and put it elsewhere. */
  | { readonly type: 'topic-gone'; readonly certain: boolean }
  /** Telegram will never take it. `description`: its words where we do not know why. */
  | { readonly type: 'set-aside'; readonly reason: string; readonly description: string }
  /** A message of ours stands where others may read it. */
  | { readonly type: 'stray'; readonly message: MessageId }
  | { readonly type: 'topic-made'; readonly topic: TopicId }
  /** What did not fit; it goes right behind. */
  | { readonly type: 'continue'; readonly rest: Desired };

export interface Outcome {
  readonly slot: SlotRecord;
  readonly effects: readonly Effect[];
}

/** The call certainly did nothing: the slot stands where it stood before. */
export function again(
  { slot, now, wasDoubted }: Attempt,
  changes: Partial<Omit<SlotRecord, 'state'>> = {},
): SlotRecord {
  const after = { nextAt: now, changedAt: now, ...changes };
  if (wasDoubted) return moved(slot, 'doubted', after);
  if (slot.desired.type !== 'live') return moved(slot, 'again', after);
  // The next look at a live message comes by itself; one that was never sent goes with its turn.
  const { message } = { ...slot, ...changes };
  if (message !== undefined) return moved(slot, 'delivered', { ...after, nextAt: undefined });
  return slot.closed
    ? moved(slot, 'dropped', { ...after, nextAt: undefined, reason: 'closed' })
    : moved(slot, 'again', after);
}

/**
 * Nobody knows whether the call was carried out. What must arrive is repeated, even if it may come twice;
 * progress that may be in the chat already is not sent again; what can be repeated without harm is. Taking a
 * message away is tried once: if it went wrong, a stray copy stays.
 */
export function doubted(slot: SlotRecord, makesNew: boolean, now: number): SlotRecord {
  const after = { attempts: slot.attempts + 1, changedAt: now };
  if (slot.desired.type === 'delete')
    return moved(slot, 'doubted', { ...after, nextAt: undefined });
  const nextAt = now + afterDoubtMs(slot.attempts);
  if (makesNew) {
    return moved(slot, 'doubted', { ...after, nextAt: mustArrive(slot) ? nextAt : undefined });
  }
  const shown = { ...after, deliveredHash: undefined };
  return slot.desired.type === 'live'
    ? moved(slot, 'delivered', { ...shown, nextAt: undefined })
    : moved(slot, 'again', { ...shown, nextAt });
}

const mustArrive = (slot: SlotRecord): boolean =>
  slot.desired.type !== 'live' &&
  slot.reason !== wasLive &&
  priorities.indexOf(slot.priority) <= priorities.indexOf('queue');
