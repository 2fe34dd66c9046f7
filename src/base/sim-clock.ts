import type { Clock } from './clock.ts';

/** A clock that moves only when told to, so that a day passes in seconds and always in the same order. */
export interface SimClock extends Clock {
  /** Sleeps that have neither ended nor been aborted. What remains after a shutdown is a leak. */
  readonly pending: number;
  /** Moves on by `ms`; every sleep that falls due ends in order, and what it woke runs before the next. */
  advance(ms: number): Promise<void>;
  /** Lets what is ready run without moving the time. */
  drain(): Promise<void>;
  /** The wall jumps (a suspended machine, a corrected clock); spans and sleeps do not notice. */
  jumpWall(ms: number): void;
  /**
   * Goes from sleep to sleep until the condition holds or the promise settles.
   *
   * @throws {Error} when nothing sleeps any more, or after `maxMs` (a day) of simulated time
   */
  runUntil(condition: () => boolean, options?: RunOptions): Promise<void>;
  runUntil<T>(condition: Promise<T>, options?: RunOptions): Promise<T>;
}

interface RunOptions {
  readonly maxMs?: number;
}

interface Sleeper {
  readonly dueAt: number;
  readonly order: number;
  wake: (() => void) | undefined;
}

// Promise chains end within one turn; a stream or a `Response` body takes a few more.
const turnsPerDrain = 6;
// With nobody asleep, real work (a file, a socket) may still be under way: give it this long.
const idlePatienceMs = 500;

/** @param startAt Unix milliseconds; the default is a fixed moment, so that runs can be compared */
export function createSimClock(startAt: number = Date.UTC(2026, 8, 1, 8)): SimClock {
  const sleepers: Sleeper[] = [];
  let elapsed = 0;
  let wallShift = 0;
  let order = 0;
  let pending = 0;

  const drain = async (): Promise<void> => {
    for (let turn = 0; turn < turnsPerDrain; turn++) await nextTurn();
  };

  const next = (): Sleeper | undefined => {
    while (sleepers[0] && !sleepers[0].wake) takeFirst(sleepers);
    return sleepers[0];
  };

  const wakeNext = async (sleeper: Sleeper): Promise<void> => {
    takeFirst(sleepers);
    elapsed = Math.max(elapsed, sleeper.dueAt);
    sleeper.wake?.();
    await drain();
  };

  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const finish = (settle: () => void) => (): void => {
        if (!sleeper.wake) return;
        sleeper.wake = undefined;
        pending -= 1;
        signal?.removeEventListener('abort', abort);
        settle();
      };
      const sleeper: Sleeper = {
        dueAt: elapsed + Math.max(0, ms),
        order: order++,
        wake: () => end(),
      };
      const end = finish(resolve);
      const abort = finish(() => reject(signal?.reason));
      signal?.addEventListener('abort', abort);
      pending += 1;
      insert(sleepers, sleeper);
    });

  const runUntil = async <T>(
    condition: Promise<T> | (() => boolean),
    { maxMs = 86_400_000 }: RunOptions = {},
  ): Promise<T | undefined> => {
    const last = elapsed + maxMs;
    const settled = typeof condition === 'function' ? undefined : watch(condition);
    const isDone = (): boolean =>
      typeof condition === 'function' ? condition() : settled?.isSettled === true;
    for (;;) {
      await drain();
      if (!next()) await patience(() => isDone() || next() !== undefined);
      if (isDone()) return typeof condition === 'function' ? undefined : condition;
      const sleeper = next();
      if (!sleeper) throw new Error('Nothing sleeps any more and the condition does not hold.');
      if (sleeper.dueAt > last) throw new Error(`The condition did not hold within ${maxMs} ms.`);
      await wakeNext(sleeper);
    }
  };

  return {
    // Whole, as `Date.now()` is; spans are not.
    now: () => Math.floor(startAt + wallShift + elapsed),
    monotonic: () => elapsed,
    sleep,
    get pending() {
      return pending;
    },
    drain,
    jumpWall: (ms) => {
      wallShift += ms;
    },
    advance: async (ms) => {
      const target = elapsed + ms;
      await drain();
      for (let due = next(); due && due.dueAt <= target; due = next()) await wakeNext(due);
      elapsed = Math.max(elapsed, target);
      await drain();
    },
    runUntil: runUntil as SimClock['runUntil'],
  };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function patience(isOver: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + idlePatienceMs;
  while (!isOver() && performance.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function watch(promise: Promise<unknown>): { isSettled: boolean } {
  const state = { isSettled: false };
  const settle = (): void => {
    state.isSettled = true;
  };
  promise.then(settle, settle);
  return state;
}

// A binary heap: a simulated day has hundreds of thousands of sleeps.
const isBefore = (a: Sleeper, b: Sleeper): boolean =>
  a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);

function insert(heap: Sleeper[], sleeper: Sleeper): void {
  let at = heap.push(sleeper) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (!parent || isBefore(parent, sleeper)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = sleeper;
}

function takeFirst(heap: Sleeper[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const left = heap[2 * at + 1];
    const right = heap[2 * at + 2];
    const child = left && right && isBefore(right, left) ? right : left;
    if (!child || isBefore(last, child)) break;
    heap[at] = child;
    at = child === right ? 2 * at + 2 : 2 * at + 1;
  }
  heap[at] = last;
}
