import type { Clock } from '../../base/clock.ts';
import { createWake } from '../../base/wake.ts';
import type { EngineCommand } from '../../model/command.ts';
import { type Engine, EngineError } from '../../model/engine.ts';
import type { TopicKey } from '../../model/ids.ts';
import type { Store } from '../../store/open.ts';
import type { Context } from '../context.ts';
import type { Directories } from './directories.ts';
import { execute } from './execute.ts';
import { type Outcome, settle } from './outcome.ts';
import { createSubscriptions, type SubscriptionDeps } from './subscriptions.ts';

/** Threads looked at after a connection: those used last. */
const listed = 100;

export interface DispatcherDeps extends SubscriptionDeps {
  readonly ctx: Context;
  readonly store: Store;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly directories: Directories;
}

export interface Dispatcher {
  /**
   * Commands were written. Those that may go are marked `sending` in the same transaction, which saves them a sync,
   * and go when it has ended.
   */
  wake(): void;
  /** The topic's thread is to be subscribed and read again before anything more is sent to it. */
  resume(topic: TopicKey): void;
  /** The same, unless its thread is subscribed. */
  subscribe(topic: TopicKey): void;
  /** The connection ended: no thread is subscribed any more. */
  reset(): void;
  run(signal: AbortSignal): Promise<void>;
}

/**
 * The only caller of the engine: takes command rows in order for each topic, marks each `sending` before the
 * call, and books what came of it. Interrupts and answers wait for nobody.
 */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { store, engine, clock, ctx } = deps;
  const wake = createWake(clock);
  const subscriptions = createSubscriptions(deps, wake.wake);
  const underWay = new Set<Promise<void>>();
  const claimed = new Map<EngineCommand['id'], EngineCommand>();
  let running: AbortSignal | undefined;
  let isListed = false;
  const failures: unknown[] = [];

  const launch = (task: Promise<void>): void => {
    const watched = task
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => {
        underWay.delete(watched);
        wake.wake();
      });
    underWay.add(watched);
  };

  const carryOut = async (command: EngineCommand, signal: AbortSignal): Promise<void> => {
    let outcome: Outcome;
    try {
      outcome = { type: 'done', book: await execute(deps, subscriptions, command, signal) };
    } catch (error) {
      signal.throwIfAborted();
      outcome = { type: 'failed', error };
    }
    store.transact(() => settle(ctx, command, outcome));
  };

  /** What happened in bound threads while nobody listened. */
  const list = async (signal: AbortSignal): Promise<void> => {
    try {
      const threads = await engine.listThreads(listed, signal);
      store.transact(() => deps.work.threads(threads));
    } catch (error) {
      signal.throwIfAborted();
      // The next connection lists again; whatever moves meanwhile is heard by its status.
      if (!(error instanceof EngineError)) throw error;
    }
  };

  const claim = (): void => {
    if (!engine.health().connected) return;
    for (const command of store.commands.ready(clock.now())) {
      if (!subscriptions.mayGo(command)) continue;
      const sending = store.commands.move(command, 'send');
      if (sending) claimed.set(sending.id, sending);
    }
  };

  const sendClaimed = (signal: AbortSignal): void => {
    if (!engine.health().connected) return;
    for (const [id, command] of claimed) {
      claimed.delete(id);
      // The transaction that claimed it may have been undone.
      if (store.commands.get(id)?.state === 'sending') launch(carryOut(command, signal));
    }
  };

  const pump = (signal: AbortSignal): void => {
    if (!engine.health().connected) return;
    if (!isListed) {
      isListed = true;
      launch(list(signal));
    }
    for (const task of subscriptions.start(signal)) launch(task);
    claim();
    sendClaimed(signal);
    // A thread that has to be subscribed first was asked for by `mayGo`.
    for (const task of subscriptions.start(signal)) launch(task);
  };

  return {
    wake() {
      claim();
      // Behind the transaction, and before the chat is written to: nobody waits for that as for the turn.
      launch(Promise.resolve().then(() => running && sendClaimed(running)));
      wake.wake();
    },
    resume: subscriptions.want,
    subscribe: subscriptions.wantUnheard,
    reset() {
      isListed = false;
      // Nothing was sent of these, and on a new connection their threads come first.
      for (const [id] of claimed) {
        const command = store.commands.get(id);
        if (command?.state === 'sending') store.commands.move(command, 'retry');
      }
      claimed.clear();
      subscriptions.reset();
    },
    async run(signal) {
      claimed.clear();
      failures.length = 0;
      running = signal;
      store.transact(() => {
        for (const topic of store.commands.doubtInterrupted()) subscriptions.want(topic);
      });
      try {
        while (failures.length === 0) {
          signal.throwIfAborted();
          pump(signal);
          await wake.wait(signal, store.commands.nextAt(clock.now()));
        }
        throw failures[0];
      } finally {
        running = undefined;
        await Promise.allSettled(underWay);
      }
    },
  };
}
