import type { TurnRecord } from '../model/engine-event.ts';
import type { ItemId, TurnId } from '../model/ids.ts';
import type { Timeline, TimelineItem, Turn } from '../model/timeline.ts';
import { isCompleted } from '../model/turn/completed.ts';
import { bounded } from './bounds.ts';
import { mergedOrder } from './order.ts';
import { endTurn, openTurn } from './turn.ts';

/**
 * Turns read from history complete what was missed and take nothing away: an item that was seen whole stays,
 * a partial one is replaced, and what history does not have (the text of an interrupted message,
 * codex/README.md, section 4) is kept.
 */
export function foldHistory(
  timeline: Timeline,
  records: readonly TurnRecord[],
  at: number,
): Timeline {
  const turns = new Map(timeline.turns);
  for (const record of records) turns.set(record.id, foldRecord(turns.get(record.id), record, at));
  const before = [...timeline.turns.keys()];
  const first = records[0] && turns.get(records[0].id)?.startedAt;
  // Without a neighbour that both know, time decides: pages of old turns come after the running one.
  const isOlder = (id: TurnId): boolean =>
    first !== undefined && (timeline.turns.get(id)?.startedAt ?? first) < first;
  const order = mergedOrder(
    records.map(({ id }) => id),
    before,
    isOlder,
  );
  return { ...timeline, turns: inOrder(turns, order) };
}

function foldRecord(known: Turn | undefined, record: TurnRecord, at: number): Turn {
  const turn = known ?? openTurn(record.id, record.startedAt ?? at);
  const items = new Map(turn.items);
  for (const item of record.items) {
    const seen = items.get(item.id);
    if (seen && isCompleted(seen)) continue;
    const startedAt = seen?.startedAt ?? turn.startedAt;
    const endedAt = Math.max(startedAt, record.endedAt ?? at);
    items.set(item.id, { item: bounded(item), startedAt, endedAt, partial: false });
  }
  const order = mergedOrder(
    record.items.map(({ id }) => id),
    [...turn.items.keys()],
    () => false,
  );
  const merged = { ...turn, items: inOrder<ItemId, TimelineItem>(items, order) };
  return record.outcome === undefined
    ? merged
    : endTurn(merged, record.outcome, record.error, record.endedAt ?? at);
}

function inOrder<Id, Value>(all: ReadonlyMap<Id, Value>, order: readonly Id[]): Map<Id, Value> {
  const sorted = new Map<Id, Value>();
  for (const id of order) {
    const value = all.get(id);
    if (value !== undefined) sorted.set(id, value);
  }
  return sorted;
}
