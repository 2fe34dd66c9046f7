import type { Checklist, TurnError, TurnOutcome } from './engine-event.ts';
import type { ItemId, ThreadId, TurnId } from './ids.ts';
import type { Item } from './item.ts';

/** An item with what the stream told about it. */
export interface TimelineItem {
  readonly item: Item;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /**
   * The text is not whole: we joined in the middle (it begins with "…"), or its turn ended before it was
   * completed.
   */
  readonly partial: boolean;
}

export interface Turn {
  readonly id: TurnId;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** Undefined while it runs. An ended turn stays ended whatever comes late. */
  readonly outcome: TurnOutcome | undefined;
  readonly error: TurnError | undefined;
  /** In the order in which the engine began them. */
  readonly items: ReadonlyMap<ItemId, TimelineItem>;
  readonly checklist: Checklist | undefined;
  /** The last trouble that the engine said it would overcome; gone with the next sign of life. */
  readonly trouble: TurnError | undefined;
  readonly context:
    | { readonly usedTokens: number; readonly windowTokens: number | undefined }
    | undefined;
  /** When the last event of the turn arrived: a long silence is told. */
  readonly lastEventAt: number;
}

/** What we know of one thread, bounded: settled turns are dropped when they have been shown. */
export interface Timeline {
  readonly thread: ThreadId;
  readonly turns: ReadonlyMap<TurnId, Turn>;
}
