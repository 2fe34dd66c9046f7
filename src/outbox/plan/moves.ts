import { type Moves, step } from '../../model/moves.ts';
import type { SlotRecord, SlotState } from '../../store/tables/slots.ts';

/**
 * A call begins · Telegram has it as wanted · it certainly did nothing, or more is to do · nobody knows ·
 * Telegram will never take it · other content is wanted · its message turned up in the chat · not needed any more.
 */
export type SlotMove =
  | 'begun'
  | 'delivered'
  | 'again'
  | 'doubted'
  | 'refused'
  | 'changed'
  | 'seen'
  | 'dropped';

/** Every legal move. A row is `sending` on the disk before the call, so that a crash leaves a doubt, never a gap. */
export const slotMoves: Moves<SlotState, SlotMove> = {
  queued: { begun: 'sending', delivered: 'sent', changed: 'queued', dropped: 'dead' },
  sending: {
    delivered: 'sent',
    again: 'queued',
    doubted: 'unknown',
    refused: 'dead',
    changed: 'sending',
    dropped: 'dead',
  },
  // A live message stays sent while it is edited time and again.
  sent: { begun: 'sending', changed: 'queued' },
  unknown: { begun: 'sending', seen: 'queued', delivered: 'sent', changed: 'unknown' },
  dead: { changed: 'queued' },
};

/** @throws {Error} where the table refuses the move: that is a bug */
export function moved(
  slot: SlotRecord,
  move: SlotMove,
  changes: Partial<Omit<SlotRecord, 'state'>>,
): SlotRecord {
  const state = step(slotMoves, slot.state, move);
  if (!state) throw new Error(`A slot that is ${slot.state} cannot be ${move}.`);
  return { ...slot, ...changes, state };
}
