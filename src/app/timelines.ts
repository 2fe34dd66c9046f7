import type { TurnEvent } from '../model/engine-event.ts';
import type { ThreadId, TurnId } from '../model/ids.ts';
import type { Timeline, Turn } from '../model/timeline.ts';
import { emptyTimeline, reduce, settled } from '../timeline/reduce.ts';

/** Ended turns that are kept: an item may complete after its turn (codex/README.md, section 4). */
const keptEnded = 2;

/** The timelines in memory, one for each thread with something under way; history rebuilds them. */
export function createTimelines() {
  const byThread = new Map<ThreadId, Timeline>();

  return {
    fold(event: TurnEvent): void {
      const before = byThread.get(event.thread) ?? emptyTimeline(event.thread);
      byThread.set(event.thread, bounded(reduce(before, event)));
    },
    turn: (thread: ThreadId, turn: TurnId): Turn | undefined =>
      byThread.get(thread)?.turns.get(turn),
  };
}
export type Timelines = ReturnType<typeof createTimelines>;

function bounded(timeline: Timeline): Timeline {
  const ended = [...timeline.turns.values()].filter((turn) => turn.outcome !== undefined);
  const old = ended.slice(0, Math.max(0, ended.length - keptEnded));
  return old.reduce((rest, turn) => settled(rest, turn.id), timeline);
}
