import type { Clock } from '../base/clock.ts';
import type { Wake } from '../base/wake.ts';
import type { Call, CallResult } from '../model/call.ts';
import type { TopicKey } from '../model/ids.ts';
import type { Store } from '../store/open.ts';
import { apply, type OutboxEvents } from './after.ts';
import { type Begun, begin, type LiveView } from './attempts.ts';
import type { Desk } from './desk.ts';
import type { Flights } from './flights.ts';
import type { GoneTopics } from './memory/gone-topics.ts';
import { createLedger } from './memory/ledger.ts';
import type { LivePace } from './memory/live-pace.ts';
import type { Pauses } from './memory/pauses.ts';
import { offlineMs } from './plan/backoff.ts';
import { makesNew } from './plan/call-of.ts';
import { type Candidate, choose } from './plan/choose.ts';
import { doubted, type Effect } from './plan/outcome.ts';
import { settle } from './plan/settle.ts';
import type { Wishes } from './wishes.ts';

export interface SchedulerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly view: LiveView;
  readonly events: OutboxEvents;
  readonly wake: Wake;
  readonly pace: LivePace;
  readonly desk: Desk;
  readonly flights: Flights;
  readonly wishes: Wishes;
  readonly pauses: Pauses;
  readonly gone: GoneTopics;
}

/** Begins what may begin, and books what comes of it. */
export interface Scheduler {
  /** Calls that were under way when the process ended: their fate is unknown. */
  recover(): void;
  /** @returns when to look again, or undefined when only something new can bring work */
  startAll(): number | undefined;
  answer(call: Extract<Call, { type: 'answer-callback' }>): void;
  resume(): void;
}

export function createScheduler(parts: SchedulerParts): Scheduler {
  const { store, clock, events, wake, pace, desk, flights, wishes, pauses, gone } = parts;
  const ledger = createLedger(store.sends.all(), clock);
  const servedAt = new Map<TopicKey, number>();
  const answers: Call[] = [];
  let turn = 0;
  let offline = { until: 0, tries: 0 };
  let isStopped = false;

  const view: LiveView = {
    live: (id, topic) => {
      // A turn that cannot be drawn must not stop what can.
      try {
        return parts.view.live(id, topic);
      } catch (error) {
        events.log?.('live-undrawn', {
          topic,
          error: error instanceof Error ? error.name : 'unknown',
        });
        return undefined;
      }
    },
  };

  const stop = (why: 'offline' | 'token'): void => {
    const now = clock.now();
    if (why === 'offline') {
      if (now < offline.until) return;
      offline = { until: now + offlineMs(offline.tries), tries: offline.tries + 1 };
    } else if (!isStopped) {
      isStopped = true;
      events.onTokenRejected?.();
    }
  };

  const context = { store, pauses, gone, wishes, events, stop };

  const book = (candidate: Candidate, effects: readonly Effect[], seq?: number): void => {
    const slot = seq === undefined ? undefined : store.slots.get(seq);
    for (const effect of effects) apply(effect, candidate, slot, clock.now(), context);
  };

  const land = (candidate: Candidate, begun: Begun, answer: CallResult): void => {
    if (answer.type !== 'not-sent') offline = { until: 0, tries: 0 };
    store.transact(() => {
      const slot = store.slots.get(begun.seq);
      if (!slot) return;
      const result = withAppeared(begun.call, answer);
      const outcome = settle({ ...begun, slot, now: clock.now() }, result);
      store.slots.save(outcome.slot);
      book(candidate, outcome.effects, begun.seq);
    });
    desk.stale();
  };

  /** A topic whose making is in doubt may have shown itself by its service message already. */
  const withAppeared = (call: Call, result: CallResult): CallResult => {
    if (call.type !== 'create-topic' || result.type !== 'unknown') return result;
    const topic = wishes.claimAppeared(call.chat, call.name);
    return topic === undefined ? result : { type: 'done', message: undefined, topic };
  };

  const startSlot = (candidate: Candidate, now: number): void => {
    const result = begin(store, view, candidate.seq, now);
    switch (result.type) {
      case 'stale':
        desk.stale();
        return;
      case 'idle':
        pace.looked(result.key, now);
        return;
      case 'begun': {
        const { begun } = result;
        ledger.add(begun.send);
        if (candidate.kind === 'live') pace.called(begun.key, candidate.isEdit, now);
        desk.stale();
        servedAt.set(candidate.topic, turn++);
        flights.launch({ ...candidate, startedAt: now }, begun.call, (answer) =>
          land(candidate, begun, answer),
        );
      }
    }
  };

  const startOne = (now: number): { readonly nextAt: number | undefined } | undefined => {
    ledger.tidy();
    const { pick, nextAt } = choose({
      now,
      monotonic: clock.monotonic(),
      candidates: desk.candidates(now),
      inFlight: flights.list(),
      sendsOf: ledger.of,
      recentSends: ledger.recent(),
      pauses: pauses.byChat,
      pausedUntil: Math.max(offline.until, pauses.until()),
      isProbing: offline.tries > 0,
      servedAt,
    });
    if (!pick) return { nextAt };
    startSlot(pick, now);
    return undefined;
  };

  return {
    recover: () => {
      const now = clock.now();
      store.transact(() => {
        pauses.tidy(now);
        for (const slot of store.slots.sending()) {
          const topic = store.topics.get(slot.key.topic);
          if (topic) store.slots.save(doubted(slot, makesNew(slot, topic), now));
        }
      });
      desk.stale();
    },
    startAll: () => {
      if (isStopped) return undefined;
      for (const call of answers.splice(0)) {
        flights.launch(undefined, call, (result) => {
          if (result.type === 'refused' && result.refusal === 'token') stop('token');
        });
      }
      for (;;) {
        const end = startOne(clock.now());
        if (end) return end.nextAt;
      }
    },
    answer: (call) => {
      answers.push(call);
      wake.wake();
    },
    resume: () => {
      isStopped = false;
      wake.wake();
    },
  };
}
