import type { Clock } from '../../../src/base/clock.ts';
import type { Fetch } from '../../../src/channel/telegram/api/fetch.ts';
import type { Connect, Transport } from '../../../src/engine/codex/transport/transport.ts';
import type { OnCommit } from '../../../src/store/database.ts';
import type { Store } from '../../../src/store/open.ts';

/** A moment at which something can befall the bridge: between two steps that others can see. */
export interface Point {
  readonly place:
    | 'commit:before'
    | 'commit:after'
    | 'call:before'
    | 'call:done'
    | 'engine:send'
    | 'engine:sent'
    | 'engine:hear'
    | 'engine:heard';
  /** The Bot API's method, or what the wire's message is. */
  readonly what: string;
  readonly detail?: unknown;
}

/** `kill`: the bridge dies here · `reset`: this call's connection breaks here. */
export type Fate = 'go' | 'kill' | 'reset';

/** What one bridge has of the world. Killed, it can neither see nor do anything any more. */
export interface Life {
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly connect: Connect;
  readonly onCommit: OnCommit;
  readonly isDead: boolean;
  /** What a dead process gives back to the system by itself: its store's handle and lock. */
  holds(store: Store): void;
  /** SIGKILL: nothing is told to the bridge, nothing of it is waited for. */
  kill(): void;
}

export interface LifeOptions {
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  readonly connect: Connect;
  readonly at: (point: Point) => Fate;
}

class Killed extends Error {
  override readonly name = 'Killed';
}

export function createLife(options: LifeOptions): Life {
  const { clock, at } = options;
  const cut = new AbortController();
  const wires = new Set<Transport>();
  const stores = new Set<Store>();

  const isDead = (): boolean => cut.signal.aborted;
  const kill = (): void => {
    if (isDead()) return;
    cut.abort();
    for (const store of stores) store[Symbol.dispose]();
    // What was written has left: it is read by the other end, which then sees the connection end.
    setImmediate(() => {
      for (const wire of wires) wire.close();
    });
  };
  const passes = (point: Point): Fate => {
    if (isDead()) return 'kill';
    const fate = at(point);
    if (fate === 'kill') kill();
    return isDead() ? 'kill' : fate;
  };

  return {
    get isDead() {
      return isDead();
    },
    holds: (store) => void stores.add(store),
    kill,
    clock: {
      now: clock.now,
      monotonic: clock.monotonic,
      sleep: async (ms, signal) => unlessDead(clock.sleep(ms, signal), isDead),
    },
    onCommit: (phase) => {
      if (passes({ place: `commit:${phase}`, what: '' }) === 'kill') throw new Killed();
    },
    fetch: async (url, init) => {
      const what = url.slice(url.lastIndexOf('/') + 1);
      const before = passes({ place: 'call:before', what, detail: init.body });
      if (before === 'kill') return never();
      if (before === 'reset') throw brokenLine();
      // A poll's server sees that nobody waits any more; what else was written is carried out all the same.
      const isPoll = what === 'getUpdates';
      const signal = isPoll ? AbortSignal.any([init.signal, cut.signal]) : init.signal;
      const asked = options.fetch(url, { ...init, signal } as RequestInit);
      const answer = await unlessDead(asked, isDead);
      const text = await unlessDead(answer.text(), isDead);
      const after = passes({ place: 'call:done', what, detail: init.body });
      if (after === 'kill') return never();
      if (after === 'reset') throw brokenLine();
      return { status: answer.status, text: async () => text };
    },
    connect: async (signal) => {
      const wire = await unlessDead(options.connect(signal), isDead);
      wires.add(wire);
      return guarded(wire, passes, isDead);
    },
  };
}

function guarded(
  wire: Transport,
  passes: (point: Point) => Fate,
  isDead: () => boolean,
): Transport {
  return {
    start: (handlers) =>
      wire.start({
        message: (message) => {
          const what = nameOf(message);
          if (passes({ place: 'engine:hear', what }) === 'kill') return;
          try {
            handlers.message(message);
          } catch (error) {
            if (!isDead()) throw error;
          }
          passes({ place: 'engine:heard', what });
        },
        closed: (reason) => {
          if (!isDead()) handlers.closed(reason);
        },
      }),
    send: (message) => {
      const what = nameOf(message);
      if (passes({ place: 'engine:send', what, detail: message }) === 'kill') return;
      wire.send(message);
      passes({ place: 'engine:sent', what, detail: message });
    },
    close: () => {
      if (!isDead()) wire.close();
    },
  };
}

const never = async (): Promise<never> => new Promise<never>(() => {});

/** Neither resolves nor rejects once the bridge is dead. */
const unlessDead = async <T>(work: Promise<T>, isDead: () => boolean): Promise<T> =>
  new Promise((resolve, reject) => {
    work.then(
      (value) => {
        if (!isDead()) resolve(value);
      },
      (error: unknown) => {
        if (!isDead()) reject(error as Error);
      },
    );
  });

const brokenLine = (): TypeError =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  });

function nameOf(message: unknown): string {
  const { method, id } = message as { readonly method?: string; readonly id?: unknown };
  return method ?? `answer ${String(id)}`;
}
