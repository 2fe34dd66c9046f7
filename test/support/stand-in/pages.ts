import type {
  SortDirection,
  TurnItemsView,
  TurnsPage,
} from '../../../src/engine/codex/protocol/generated/protocol.ts';
import type { ThreadState } from './state.ts';
import { wireTurn } from './wire.ts';

interface PageWish {
  readonly cursor?: string | null;
  readonly limit?: number | null;
  readonly sortDirection?: SortDirection | null;
  readonly itemsView?: TurnItemsView | null;
}

/** A page of turns, newest first unless asked otherwise. A cursor is the place where the next one begins. */
export function pageOf(thread: ThreadState, wish: PageWish): TurnsPage {
  const view = wish.itemsView ?? 'summary';
  const turns = wish.sortDirection === 'asc' ? thread.turns : thread.turns.toReversed();
  // From the oldest, so that a turn which begins meanwhile moves nothing.
  const end = wish.cursor ? Number(wish.cursor) : turns.length;
  const start = turns.length - end;
  const page = turns.slice(start, start + (wish.limit ?? 25));
  const left = end - page.length;
  return {
    data: page.map((turn) => wireTurn(turn, view)),
    nextCursor: left > 0 ? String(left) : null,
    backwardsCursor: null,
  };
}
