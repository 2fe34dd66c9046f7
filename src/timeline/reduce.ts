import type { Checklist, TurnEvent } from '../model/engine-event.ts';
import type { ThreadId, TurnId } from '../model/ids.ts';
import type { Timeline, Turn } from '../model/timeline.ts';
import { unreachable } from '../model/unreachable.ts';
import { foldHistory } from './history.ts';
import { completeItem, moreOutput, moreText, startItem } from './items.ts';
import { endTurn, openTurn, troubled } from './turn.ts';

export const emptyTimeline = (thread: ThreadId): Timeline => ({ thread, turns: new Map() });

/**
 * Folds one event into what is known of its thread. Pure; what did not change is shared with the old value.
 * After a resume the first thing heard of a turn may be any of its events, so any of them opens it.
 */
export function reduce(timeline: Timeline, event: TurnEvent): Timeline {
  if (event.type === 'history') return foldHistory(timeline, event.turns, event.at);
  const before = timeline.turns.get(event.turn);
  // Counted tokens are told of old turns too, on a resume: no sign that one runs.
  if (before === undefined && event.type === 'context') return timeline;
  const after = foldTurn(before ?? openTurn(event.turn, event.at), event);
  return after === before ? timeline : put(timeline, after);
}

/** Forgets a turn that the chat shows in full. Whoever folds a late event of it opens it again. */
export function settled(timeline: Timeline, turn: TurnId): Timeline {
  if (!timeline.turns.has(turn)) return timeline;
  const turns = new Map(timeline.turns);
  turns.delete(turn);
  return { ...timeline, turns };
}

function foldTurn(turn: Turn, event: Exclude<TurnEvent, { type: 'history' }>): Turn {
  switch (event.type) {
    case 'turn-started':
      return alive(turn, event.at);
    case 'item-started':
      return startItem(alive(turn, event.at), event.item, event.at);
    case 'item-completed':
      return completeItem(alive(turn, event.at), event.item, event.at);
    case 'text-delta':
      return moreText(alive(turn, event.at), event.item, event.delta, event.at);
    case 'output-delta':
      return moreOutput(alive(turn, event.at), event.item, event.delta, event.at);
    case 'checklist':
      return withChecklist(alive(turn, event.at), event.checklist);
    case 'context':
      return {
        ...turn,
        context: { usedTokens: event.usedTokens, windowTokens: event.windowTokens },
      };
    case 'trouble':
      return troubled(turn, event.error, event.willRetry, event.at);
    case 'turn-ended':
      return endTurn(turn, event.outcome, event.error, event.at);
    default:
      return unreachable(event);
  }
}

/** A sign of life: whatever the engine wanted to overcome is overcome. */
const alive = (turn: Turn, at: number): Turn => ({
  ...turn,
  trouble: undefined,
  lastEventAt: Math.max(turn.lastEventAt, at),
});

const withChecklist = (turn: Turn, checklist: Checklist): Turn => ({ ...turn, checklist });

const put = (timeline: Timeline, turn: Turn): Timeline => ({
  ...timeline,
  turns: new Map(timeline.turns).set(turn.id, turn),
});
