import type { EngineCommand } from '../../model/command.ts';
import {
  type Engine,
  EngineError,
  type ThreadInfo,
  type ThreadSnapshot,
} from '../../model/engine.ts';
import type { TurnRecord } from '../../model/engine-event.ts';
import type { ThreadId, TopicKey } from '../../model/ids.ts';
import type { Store } from '../../store/open.ts';
import type { Work } from '../work.ts';

export interface SubscriptionDeps {
  readonly store: Store;
  readonly engine: Engine;
  readonly work: Pick<Work, 'snapshot' | 'older' | 'threads' | 'resumeFailed'>;
  /** Model, effort and the like of a thread, as last told. */
  readonly onThread: (thread: ThreadInfo) => void;
}

/** Turns read with a resume; a prompt of unknown fate is looked for page by page before them. */
const firstPage = 10;
const nextPages = 20;
const mostPages = 25;

/** Which threads we hear, and which have to be read again before anything is sent to them. */
export function createSubscriptions(deps: SubscriptionDeps, changed: () => void) {
  const { store, engine, work } = deps;
  const heard = new Set<ThreadId>();
  const wanted = new Set<TopicKey>();
  const reading = new Set<TopicKey>();

  const read = async (key: TopicKey, thread: ThreadId, signal: AbortSignal): Promise<void> => {
    const found: { turns: readonly TurnRecord[]; older: string | undefined } = {
      turns: [],
      older: undefined,
    };
    let needsOlder = false;
    const take = (snapshot: ThreadSnapshot): void => {
      heard.add(thread);
      found.turns = snapshot.turns;
      found.older = snapshot.older;
      deps.onThread(snapshot.thread);
      needsOlder = store.transact(() => work.snapshot(key, snapshot));
    };
    try {
      await engine.resumeThread(thread, firstPage, take, signal);
      for (let page = 1; needsOlder && page <= mostPages; page++) {
        const more = await engine.readTurns(thread, found.older, nextPages, signal);
        found.turns = [...more.turns, ...found.turns];
        found.older = page < mostPages ? more.older : undefined;
        needsOlder = store.transact(() => work.older(key, found));
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof EngineError)) throw error;
      store.transact(() => work.resumeFailed(key, error));
    } finally {
      reading.delete(key);
      changed();
    }
  };

  const want = (key: TopicKey): void => {
    wanted.add(key);
    changed();
  };

  return {
    want,
    wantUnheard(key: TopicKey): void {
      const thread = store.topics.get(key)?.binding?.thread;
      if (thread && !heard.has(thread)) want(key);
    },
    heard: (thread: ThreadId): void => void heard.add(thread),
    reset(): void {
      heard.clear();
    },
    /** Begins to read what is wanted, a topic at a time. */
    start(signal: AbortSignal): readonly Promise<void>[] {
      return [...wanted].flatMap((key) => {
        if (reading.has(key)) return [];
        wanted.delete(key);
        const thread = store.topics.get(key)?.binding?.thread;
        if (!thread) return [];
        reading.add(key);
        return [read(key, thread, signal)];
      });
    },
    /** Whether a command may be sent now; a thread that we do not hear yet is subscribed first. */
    mayGo({ topic: key, body }: EngineCommand): boolean {
      if (body.type === 'interrupt' || body.type === 'answer') return true;
      if (wanted.has(key) || reading.has(key)) return false;
      const thread = store.topics.get(key)?.binding?.thread;
      if (body.type === 'start-thread' || !thread || heard.has(thread)) return true;
      wanted.add(key);
      return false;
    },
  };
}
export type Subscriptions = ReturnType<typeof createSubscriptions>;
