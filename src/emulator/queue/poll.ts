import type { Clock } from '../../base/clock.ts';
import { Refusal } from '../records/refusal.ts';
import type { QueuedUpdate, UpdateQueue } from './update-queue.ts';

interface PollRequest {
  readonly offset: number;
  readonly limit: number;
  readonly timeoutS: number;
  readonly allowed: readonly string[] | undefined;
}

export interface Poller {
  poll(request: PollRequest, signal: AbortSignal): Promise<readonly QueuedUpdate[]>;
  /** Ends a waiting poll with 409, as a newer poll or setWebhook does. */
  kill(description: string): void;
  /** Makes the poll that waits now deaf for ever: a half-open socket. False when none waits. */
  stall(): boolean;
  readonly isWaiting: boolean;
}

interface Waiting {
  readonly end: AbortController;
  /** A deaf poll hears neither updates nor its own timeout. */
  readonly deaf: AbortController;
}

const maxTimeoutS = 50;
// Fast polling that asks the same again is slowed down (Client.cpp, telegram-bot-api).
const stretchS = 3;
const burstMs = 500;

/** The waiting half of `getUpdates`. `changed` is called when a poll begins or ends to wait. */
export function createPoller(clock: Clock, queue: UpdateQueue, changed: () => void): Poller {
  let waiting: Waiting | undefined;
  let previous = { offset: Number.NaN, endedAt: Number.NEGATIVE_INFINITY };

  const kill = (description: string): void => {
    waiting?.end.abort(new Refusal(409, `Conflict: ${description}`));
    waiting = undefined;
  };

  const wait = async (timeoutS: number, signal: AbortSignal): Promise<void> => {
    const own: Waiting = { end: new AbortController(), deaf: new AbortController() };
    waiting = own;
    changed();
    const unlisten = queue.listen(() => {
      if (!own.deaf.signal.aborted) own.end.abort();
    });
    try {
      const stop = AbortSignal.any([signal, own.end.signal]);
      await clock.sleep(timeoutS * 1000, AbortSignal.any([stop, own.deaf.signal])).catch(() => {});
      if (own.deaf.signal.aborted && !stop.aborted) await aborted(stop);
    } finally {
      unlisten();
      if (waiting === own) waiting = undefined;
      changed();
    }
    signal.throwIfAborted();
    if (own.end.signal.reason instanceof Refusal) throw own.end.signal.reason;
  };

  return {
    kill,
    stall: () => {
      const deaf = waiting;
      // Nothing reaches a half-open socket, so a newer poll does not find this one to kill it.
      waiting = undefined;
      deaf?.deaf.abort();
      changed();
      return deaf !== undefined;
    },
    get isWaiting() {
      return waiting !== undefined;
    },
    poll: async (request, signal) => {
      if (request.allowed) queue.allow(request.allowed);
      queue.confirm(request.offset);
      const sinceMs = clock.monotonic() - previous.endedAt;
      const isRepeat = request.offset === previous.offset;
      let timeoutS = Math.min(maxTimeoutS, Math.max(0, request.timeoutS));
      if (isRepeat && timeoutS < stretchS && sinceMs < stretchS * 1000) timeoutS = stretchS;
      const limit = isRepeat && sinceMs < burstMs ? 1 : Math.min(100, Math.max(1, request.limit));
      if (queue.pending.length === 0) {
        // Only a poll that has to wait kills an older one: two can steal from each other in silence.
        kill(
          'terminated by other getUpdates request; make sure that only one bot instance is running',
        );
        if (timeoutS > 0) await wait(timeoutS, signal);
      }
      previous = { offset: request.offset, endedAt: clock.monotonic() };
      return queue.head(limit);
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
