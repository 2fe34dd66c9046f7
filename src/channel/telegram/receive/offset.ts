import type { UpdateId } from '../../../model/ids.ts';

/** Where the next poll begins. */
export interface Cursor {
  /** For `getUpdates`; 0 = from the earliest update that is not confirmed. */
  readonly offset: number;
  /** Ids of the last batches, newest last: an old batch that comes again is known by them. */
  readonly seen: readonly UpdateId[];
}

export const start: Cursor = { offset: 0, seen: [] };

const keptIds = 500;

/**
 * The cursor after a batch was committed. It follows the last id of *this* batch, never the highest ever
 * seen: ids begin anew after a week of silence, possibly lower, and an offset beyond the queue's tail
 * would be ignored or confirm what nobody has read (telegram.md 1.1).
 */
export function after(cursor: Cursor, batch: readonly UpdateId[]): Cursor {
  const last = batch.at(-1);
  // An empty answer says that everything below the offset is confirmed and nothing waits; from there on
  // the offset can only do harm.
  if (last === undefined) return { offset: 0, seen: cursor.seen };
  if (isRepeat(cursor, batch)) return { offset: 0, seen: cursor.seen };
  return { offset: last + 1, seen: [...cursor.seen, ...batch].slice(-keptIds) };
}

/** The server answers from its head because it ignored the offset; asking from 0 makes it confirm again. */
export const isRepeat = (cursor: Cursor, batch: readonly UpdateId[]): boolean =>
  batch.length > 0 && batch.every((id) => id < cursor.offset && cursor.seen.includes(id));
