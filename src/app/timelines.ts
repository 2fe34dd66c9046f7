import type { TurnEvent } from '../model/engine-event.ts';
import type { ThreadId, TurnId } from '../model/ids.ts';
import type { Timeline, Turn } from '../model/timeline.ts';
import { emptyTimeline, reduce, settled } from '../timeline/reduce.ts';

/** Ended turns that are kept: an item may complete after its turn (codex/README.md, section 4). */
const keptEnded = 2;
/** Threads that are kept though nothing runs in them; a turn's outputs may be a megabyte. */
const keptIdle = 20;

/** The timelines in memory, one for each thread with something under way; history rebuilds them. */
export function createTimelines() {
  const byThread = new Map<ThreadId, Timeline>();

  return {
    fold(event: TurnEvent): void {
      const before = byThread.get(event.thread) ?? emptyTimeline(event.thread);
      const turns = event.type === 'history' ? event.turns.map(({ id }) => id) : [event.turn];
      // The thread used last stands last.
      byThread.delete(event.thread);
      byThread.set(event.thread, bounded(reduce(before, event), turns));
      if (byThread.size > keptIdle) forgetIdle(byThread);
    },
    turn: (thread: ThreadId, turn: TurnId): Turn | undefined =>
      byThread.get(thread)?.turns.get(turn),
  };
}
export type Timelines = ReturnType<typeof createTimelines>;

/** History rebuilds what somebody comes back to. */
function forgetIdle(byThread: Map<ThreadId, Timeline>): void {
  const idle = [...byThread].filter(([, { turns }]) =>
    [...turns.values()].every(({ outcome }) => outcome !== undefined),
  );
  for (const [thread] of idle.slice(0, Math.max(0, idle.length - keptIdle))) {
    byThread.delete(thread);
  }
}

// What an event is about is still to be drawn, wherever it stands: history tells whole seconds, so a turn that was
// read there can come to stand before others of the same second.
function bounded(timeline: Timeline, toDraw: readonly TurnId[]): Timeline {
  const ended = [...timeline.turns.values()].filter(
    (turn) => turn.outcome !== undefined && !toDraw.includes(turn.id),
  );
  const old = ended.slice(0, Math.max(0, ended.length - keptEnded));
  return old.reduce((rest, turn) => settled(rest, turn.id), timeline);
}
