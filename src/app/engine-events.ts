import type { EngineEvent, ThreadSettings } from '../model/engine-event.ts';
import type { ThreadId } from '../model/ids.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Store } from '../store/open.ts';
import type { Work } from '../work/work.ts';
import type { Timelines } from './timelines.ts';

export interface EngineEventDeps {
  readonly store: Store;
  readonly instance: string;
  readonly work: Work;
  readonly outbox: Outbox;
  readonly timelines: Timelines;
  readonly settings: Map<ThreadId, ThreadSettings>;
}

/**
 * Takes what the engine reports. Deltas and the like only grow the timeline and the live message; everything
 * else is one transaction of rows.
 */
export const takeEngineEvent =
  (deps: EngineEventDeps) =>
  (event: EngineEvent): void => {
    switch (event.type) {
      case 'text-delta':
      case 'output-delta':
      case 'checklist':
      case 'context':
      case 'trouble':
        grow(deps, event);
        break;
      case 'thread-settings':
        deps.settings.set(event.thread, event.settings);
        break;
      default:
        deps.store.transact(() => deps.work.event(event));
    }
  };

type Growth = Extract<
  EngineEvent,
  { type: 'text-delta' | 'output-delta' | 'checklist' | 'context' | 'trouble' }
>;

function grow({ store, instance, timelines, outbox }: EngineEventDeps, event: Growth): void {
  const topic = store.topics.byThread(instance, event.thread);
  if (!topic) return;
  // What trickles in after the end of a turn that is not kept any more would look like a new one.
  if (topic.runningTurn !== event.turn && !timelines.turn(event.thread, event.turn)) return;
  timelines.fold(event);
  const { key, generation } = topic;
  outbox.touch({ topic: key, generation, name: `turn:${event.turn}/live` });
}
