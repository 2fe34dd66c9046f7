import type { Clock } from '../base/clock.ts';
import type { ThreadSettings } from '../model/engine-event.ts';
import type { ThreadId, TopicKey, TurnId } from '../model/ids.ts';
import type { Display } from '../model/settings.ts';
import type { Content } from '../model/slot.ts';
import type { Topic } from '../model/topic.ts';
import { renderLive } from '../render/turn/live.ts';
import type { TurnView } from '../render/turn/view.ts';
import type { Store } from '../store/open.ts';
import type { Timelines } from './timelines.ts';

export interface TurnViewDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly timelines: Timelines;
  readonly display: () => Display;
  readonly threadSettings: (thread: ThreadId) => ThreadSettings | undefined;
}

/** What the renderer is told of a turn beside its timeline. */
export function viewOf(deps: TurnViewDeps, topic: Topic, turn: TurnId): TurnView {
  const { store, clock, display, threadSettings } = deps;
  const { key, generation, binding } = topic;
  const shown = store.shown.get(key, generation, turn);
  const live = store.slots.find({ topic: key, generation, name: `turn:${turn}/live` });
  const settings = binding?.thread ? threadSettings(binding.thread) : undefined;
  const waits = binding?.thread ? store.requests.openOf(binding.thread).length > 0 : false;
  return {
    now: clock.now(),
    topic: key,
    generation,
    directory: binding?.directory ?? '',
    ...(settings?.model && { model: settings.model }),
    ...(settings?.effort && { effort: settings.effort }),
    display: display(),
    stopNonce: shown?.stop,
    liveSent: live !== undefined && (live.message !== undefined || live.state !== 'queued'),
    waits,
  };
}

/** The live message as it should read now; undefined once nothing of the turn is known any more. */
export const liveContent =
  (deps: TurnViewDeps) =>
  (id: TurnId, key: TopicKey): Content | undefined => {
    const topic = deps.store.topics.get(key);
    const thread = topic?.binding?.thread;
    const turn = thread && deps.timelines.turn(thread, id);
    return turn && renderLive(turn, viewOf(deps, topic, id));
  };
