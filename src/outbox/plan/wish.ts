import type { Slot } from '../../model/slot.ts';
import type { NewSlot, SlotRecord } from '../../store/tables/slots.ts';
import { desiredHash } from './hash.ts';
import { moved } from './moves.ts';

/** What a wish makes of the slot's row. */
export type Wish =
  | { readonly type: 'nothing' }
  | { readonly type: 'add'; readonly slot: NewSlot }
  | { readonly type: 'save'; readonly record: SlotRecord };

/** Why a slot is dead though new content must not revive it: its message was deleted by somebody. */
export const messageGone = 'message-gone';
/** A live message's creation was under way when the turn ended: if its fate stays unknown, it is dropped. */
export const wasLive = 'was-live';

const nothing: Wish = { type: 'nothing' };

/** Compares a wish with what is kept of its slot. Only the newest content is kept. */
export function wish(record: SlotRecord | undefined, slot: Slot, now: number): Wish {
  const hash = desiredHash(slot.desired);
  if (!record) return { type: 'add', slot: { ...slot, desiredHash: hash } };
  if (slot.desired.type === 'live') return nothing;
  const closed = slot.over ?? false;
  const isSame = record.desiredHash === hash && record.desired.type !== 'live';
  if (isSame && record.closed === closed) return nothing;
  if (isSame) return { type: 'save', record: { ...record, closed, changedAt: now } };
  // A document cannot be exchanged in place.
  if (slot.desired.type === 'document' && record.message !== undefined) return nothing;
  const changed: SlotRecord = {
    ...record,
    priority: slot.priority,
    desired: slot.desired,
    desiredHash: hash,
    closed,
    withoutEntities: false,
    withoutButtons: false,
    changedAt: now,
  };
  return { type: 'save', record: requeued(changed, record, now) };
}

function requeued(changed: SlotRecord, before: SlotRecord, now: number): SlotRecord {
  const isDelivered =
    changed.message !== undefined && changed.deliveredHash === changed.desiredHash;
  switch (before.state) {
    case 'queued':
      return isDelivered ? moved(changed, 'delivered', { nextAt: undefined }) : changed;
    case 'sent':
      return isDelivered ? changed : moved(changed, 'changed', { nextAt: now, attempts: 0 });
    case 'sending': {
      const isCreating = before.desired.type === 'live' && before.message === undefined;
      return moved(changed, 'changed', isCreating ? { reason: wasLive } : {});
    }
    case 'unknown':
      return moved(changed, 'changed', {});
    case 'dead':
      return before.reason === messageGone
        ? changed
        : moved(changed, 'changed', { nextAt: now, attempts: 0, reason: undefined });
  }
}
