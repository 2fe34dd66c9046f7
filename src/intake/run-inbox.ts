import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import type { Wake } from '../base/wake.ts';
import type { Store } from '../store/open.ts';
import { express } from './lane.ts';

type Entry = NonNullable<ReturnType<Store['inbox']['next']>>;

export interface DeadNotice {
  readonly source: 'update' | 'timer';
  /** Without words of people: the error's name and the place in our code. */
  readonly reason: string;
}

export interface Options {
  readonly store: Pick<Store, 'transact' | 'inbox' | 'timers'>;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly handle: (entry: Entry) => void;
  readonly onDead: (entry: DeadNotice) => void;
}

/** A machine that slept wakes up with timers overdue by the wall clock; sleeps do not notice. */
const longestSleepMs = 60_000;
/** So many entries in a row share a transaction, since its sync costs more than they do; then the network gets its turn. */
const entriesPerTurn = 16;
const pruneEveryMs = 3_600_000;
/** Telegram keeps an update for 24 h; its key is kept well beyond, to know it again. */
const keptMs = 72 * 3_600_000;

/** Handles what waits, in order per lane, and rests until something more falls due. */
export async function runInbox(options: Options, signal: AbortSignal): Promise<never> {
  const { store, clock, wake } = options;
  let prunedAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    signal.throwIfAborted();
    if ((store.timers.nextAt() ?? Number.POSITIVE_INFINITY) <= clock.now()) {
      store.timers.due(clock.now());
    }
    if (settleSome(options)) {
      await nextTurn();
    } else {
      if (clock.now() - prunedAt >= pruneEveryMs) {
        prunedAt = clock.now();
        store.inbox.prune(prunedAt - keptMs);
      }
      await wake.wait(signal, restUntil(store, clock));
    }
  }
}

/** Handles what may be handled now, up to a limit. @returns whether there may be more */
export function settleSome(options: Options): boolean {
  const { store, clock } = options;
  return store.transact(() => {
    for (let handled = 0; handled < entriesPerTurn; handled++) {
      const entry = store.inbox.next(clock.now(), [], express);
      if (!entry) return false;
      settle(entry, options);
    }
    return true;
  });
}

/** The effects of an entry and its mark stand or fall together; a throw undoes both and is booked. */
function settle(entry: Entry, { store, clock, handle, onDead }: Options): void {
  try {
    store.transact(() => {
      handle(entry);
      store.inbox.done(entry.seq);
    });
  } catch (thrown) {
    const reason = describe(thrown);
    if (store.inbox.failed(entry.seq, reason, clock.now()) === 'dead') {
      onDead({ source: entry.source, reason });
    }
  }
}

function restUntil({ inbox, timers }: Options['store'], clock: Clock): number | undefined {
  const due = [inbox.nextAt(), timers.nextAt()].filter((at) => at !== undefined);
  if (due.length === 0) return undefined;
  return Math.min(clock.now() + longestSleepMs, ...due);
}

/** What went wrong and where in our code. The message is left out: it may hold people's words. */
function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'a throw that is no error';
  const place = /[\w./-]*\/(?:src|dist)\/([\w./-]+:\d+)/.exec(thrown.stack ?? '')?.[1];
  return place === undefined ? thrown.name : `${thrown.name} at ${place}`;
}
