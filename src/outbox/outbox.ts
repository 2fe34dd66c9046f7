import type { Clock } from '../base/clock.ts';
import { createWake } from '../base/wake.ts';
import type { Channel } from '../model/call.ts';
import type { ChatId, MessageId, TopicId } from '../model/ids.ts';
import type { Slot, SlotKey } from '../model/slot.ts';
import type { Store } from '../store/open.ts';
import type { OutboxEvents } from './after.ts';
import type { LiveView } from './attempts.ts';
import { createDesk } from './desk.ts';
import { createFlights } from './flights.ts';
import { createGoneTopics } from './memory/gone-topics.ts';
import { createLivePace } from './memory/live-pace.ts';
import { createPauses } from './memory/pauses.ts';
import { createScheduler } from './scheduler.ts';
import { type Held, heldOf, type Pending, pendingOf } from './status.ts';
import { createWishes } from './wishes.ts';

export interface OutboxDeps extends OutboxEvents {
  readonly store: Store;
  readonly clock: Clock;
  readonly channel: Channel;
  readonly view: LiveView;
  /** In [0, 1). */
  readonly random: () => number;
}

/**
 * Makes the chat show what is wanted, under Telegram's limits; the only caller of the channel.
 * All but `run` is synchronous. What changes slots joins the caller's transaction.
 */
export interface Outbox {
  /**
   * Reconciles by key: a new slot is sent, a changed one edits its message, an absent one is left alone.
   * Wanting a live message again says that it may look different now, as `touch` does.
   */
  want(slots: readonly Slot[]): void;
  /** Nothing more is expected of the slot; a live message that was never sent is not sent any more. */
  close(key: SlotKey): void;
  /**
   * What has not been sent is not sent any more. @returns false where it is, or may be, in the chat: then its end
   * must be told there
   */
  withdraw(key: SlotKey): boolean;
  /** The live message may look different now. Costs next to nothing; call it for every event. */
  touch(key: SlotKey): void;
  /** At once and once; a press lapses in seconds. */
  answerCallback(callback: string, text: string, alert: boolean): void;
  /** A press on, or a reply to, one of our messages: settles a slot whose call's fate was unknown. */
  seen(chat: ChatId, message: MessageId, slotName: string): void;
  /** Our own service message of a new topic. @returns whether the topic belongs to a row of ours */
  topicAppeared(chat: ChatId, topic: TopicId, name: string): boolean;
  /** `my_chat_member`: the bot was let in, or put out. */
  reachable(chat: ChatId, isReachable: boolean): void;
  /** A topic's state or address was changed elsewhere: look again. */
  wake(): void;
  /** There is a new token. */
  resume(): void;
  /** True when nothing that stays waits for a call, but for what is held. */
  idle(): boolean;
  pending(): Pending;
  /** What waits for somebody to mend something. */
  held(): readonly Held[];
  /** Runs until the signal, then lets calls under way end within 3 s. One at a time. */
  run(signal: AbortSignal): Promise<void>;
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const { store, clock, channel } = deps;
  const wake = createWake(clock);
  const pace = createLivePace();
  const desk = createDesk(store, pace);
  const flights = createFlights(channel, wake);
  const wishes = createWishes(store, flights.isUnderWay, (topic) => deps.onReplaced?.(topic));
  const pauses = createPauses(store, deps.random);
  const gone = createGoneTopics();
  const parts = { ...deps, events: deps, wake, pace, desk, flights, wishes, pauses, gone };
  const scheduler = createScheduler(parts);

  const look = (): void => {
    desk.stale();
    wake.wake();
  };
  const changing = <T>(change: (now: number) => T): T => {
    // Also when it throws: the rows may have been read between the change and its undoing.
    try {
      return change(clock.now());
    } finally {
      look();
    }
  };

  const touch = (key: SlotKey): void => {
    if (pace.touch(key, clock.now())) wake.wake();
  };

  return {
    want: (slots) => {
      const now = clock.now();
      // Most events change no slot but the live one: they must not cost a look at all rows.
      if (!wishes.isNothing(slots, now)) changing(() => wishes.want(slots, now));
      for (const { key, desired } of slots) if (desired.type === 'live') touch(key);
    },
    close: (key) => changing((now) => wishes.close(key, now)),
    withdraw: (key) => changing((now) => wishes.withdraw(key, now)),
    seen: (chat, message, name) => changing((now) => wishes.seen(chat, message, name, now)),
    topicAppeared: (chat, topic, name) =>
      changing((now) => wishes.topicAppeared(chat, topic, name, now)),
    reachable: (chat, isReachable) =>
      changing((now) => {
        if (isReachable) pauses.lift(chat);
        else pauses.hold(chat, 'blocked', now);
      }),
    wake: look,
    touch,
    answerCallback: (callback, text, alert) => {
      scheduler.answer({ type: 'answer-callback', callback, text, alert });
    },
    resume: scheduler.resume,
    idle: () => pendingOf(desk, flights, pauses).waiting === 0,
    pending: () => pendingOf(desk, flights, pauses),
    held: () => heldOf(desk, pauses),
    run: async (signal) => {
      flights.open();
      scheduler.recover();
      try {
        while (!signal.aborted) {
          flights.check();
          const nextAt = scheduler.startAll();
          const at =
            nextAt === undefined ? undefined : Math.min(clock.now() + longestSleepMs, nextAt);
          await wake.wait(signal, at);
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        await flights.close(clock);
      }
      flights.check();
    },
  };
}

/** The wall clock may jump while we wait for a moment of it. */
const longestSleepMs = 60_000;
