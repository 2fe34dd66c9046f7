import type { TurnError, TurnOutcome } from '../model/engine-event.ts';
import type { ItemId, TurnId } from '../model/ids.ts';
import type { TimelineItem, Turn } from '../model/timeline.ts';

export const openTurn = (id: TurnId, at: number): Turn => ({
  id,
  startedAt: at,
  endedAt: undefined,
  outcome: undefined,
  error: undefined,
  items: new Map(),
  checklist: undefined,
  trouble: undefined,
  context: undefined,
  lastEventAt: at,
});

/**
 * Ends a turn once; a second end changes nothing. Items that were running get no end of their own from the
 * engine (codex/README.md, section 4, interrupt), so this closes them: their text is not whole, and a
 * command that was running keeps saying so, since an interrupt does not kill it.
 */
export function endTurn(
  turn: Turn,
  outcome: TurnOutcome,
  error: TurnError | undefined,
  at: number,
): Turn {
  if (turn.outcome !== undefined) return turn;
  return {
    ...turn,
    outcome,
    error: error ?? (outcome === 'failed' ? (turn.error ?? turn.trouble) : undefined),
    endedAt: at,
    trouble: undefined,
    items: closed(turn.items, at),
    lastEventAt: Math.max(turn.lastEventAt, at),
  };
}

/** What the engine will not overcome is kept as the reason of the end that follows. */
export function troubled(turn: Turn, error: TurnError, willRetry: boolean, at: number): Turn {
  if (turn.outcome !== undefined) return turn;
  const lastEventAt = Math.max(turn.lastEventAt, at);
  return willRetry
    ? { ...turn, trouble: error, lastEventAt }
    : { ...turn, error, trouble: undefined, lastEventAt };
}

function closed(
  items: ReadonlyMap<ItemId, TimelineItem>,
  at: number,
): ReadonlyMap<ItemId, TimelineItem> {
  const all = new Map<ItemId, TimelineItem>();
  for (const [id, entry] of items) {
    all.set(id, entry.endedAt === undefined ? { ...entry, endedAt: at, partial: true } : entry);
  }
  return all;
}
