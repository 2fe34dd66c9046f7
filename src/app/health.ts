import type { EngineHealth } from '../model/engine.ts';
import type { Store } from '../store/open.ts';
import type { Pipeline } from './pipeline.ts';

/** How a running bridge fares, as `check` and the control socket tell it. */
export interface Health {
  readonly version: string;
  readonly engine: EngineHealth;
  readonly outbox: { readonly waiting: number; readonly held: number };
  /** Updates that were set aside after several tries. */
  readonly deadUpdates: number;
  /** Messages that Telegram will never take. */
  readonly deadMessages: number;
  /** Stages that failed and were started again, by name. */
  readonly restarts: Readonly<Record<string, number>>;
  readonly boundTopics: number;
}

export const healthOf = (
  store: Store,
  pipeline: Pipeline | undefined,
  version: string,
): Health => ({
  version,
  engine: pipeline?.engine.health() ?? { connected: false, version: undefined, shared: false },
  outbox: {
    waiting: pipeline?.outbox.pending().waiting ?? 0,
    held: pipeline?.outbox.held().length ?? 0,
  },
  deadUpdates: store.inbox.dead().length,
  deadMessages: store.slots.setAside(),
  restarts: Object.fromEntries(pipeline?.restarts ?? []),
  boundTopics: store.topics.bound().length,
});
