import { createSimClock, type SimClock } from '../../src/base/sim-clock.ts';
import type { ChatId, MessageId, TopicId, TopicKey, TurnId } from '../../src/model/ids.ts';
import type { Content, Priority, Slot, SlotKey } from '../../src/model/slot.ts';
import { createOutbox, type Outbox, type OutboxDeps } from '../../src/outbox/outbox.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { tempHome } from '../store/temp-store.ts';
import { createFakeChat, type FakeChat } from './fake-chat.ts';

export const mine = 111 as ChatId;
export const group = -100 as ChatId;

/** The outbox on a real store, a simulated clock and a chat in memory. */
export interface Rig extends AsyncDisposable {
  readonly clock: SimClock;
  readonly chat: FakeChat;
  readonly store: Store;
  readonly outbox: Outbox;
  /** What live messages show, by turn. */
  readonly live: Map<string, string>;
  readonly logged: { readonly event: string; readonly facts: unknown }[];
  topic(chat: ChatId, topic?: number): TopicKey;
  want(...slots: Slot[]): void;
  /**
   * Kills the outbox where it stands, and starts another on the same file.
   *
   * @returns the names of the slots whose calls were cut off
   */
  restart(): Promise<readonly string[]>;
  /** Ends it in good order. */
  stop(): Promise<void>;
}

export interface RigOptions {
  readonly onCommit?: (phase: 'before' | 'after') => void;
  readonly events?: Partial<OutboxDeps>;
}

export async function startRig({ onCommit, events = {} }: RigOptions = {}): Promise<Rig> {
  const home = tempHome();
  const clock = createSimClock();
  const chat = createFakeChat(clock.now, clock.sleep);
  const live = new Map<string, string>();
  const logged: { event: string; facts: unknown }[] = [];
  let running = start();

  function start() {
    const store = openStore(home.path, onCommit ? { onCommit } : {});
    const cutOff = store.slots.sending().map((slot) => slot.key.name);
    const isDead = { value: false };
    const outbox = createOutbox({
      store,
      clock,
      channel: {
        // A killed process neither calls nor hears any more.
        call: async (call, signal) => {
          if (isDead.value) return new Promise<never>(() => undefined);
          const result = await chat.call(call, signal);
          return isDead.value ? new Promise<never>(() => undefined) : result;
        },
      },
      view: { live: (turn) => contentOf(live.get(turn)) },
      random: () => 0.5,
      log: (event, facts) => logged.push({ event, facts }),
      ...events,
    });
    const stop = new AbortController();
    const ended = outbox.run(stop.signal).catch((error: unknown) => error);
    return { store, outbox, stop, ended, isDead, cutOff };
  }

  return {
    clock,
    chat,
    live,
    logged,
    get store() {
      return running.store;
    },
    get outbox() {
      return running.outbox;
    },
    topic: (chatId, topic) =>
      running.store.topics.ensure({ chat: chatId, topic: topic as TopicId | undefined }).key,
    want: (...slots) => running.outbox.want(slots),
    restart: async () => {
      running.isDead.value = true;
      running.store[Symbol.dispose]();
      running = start();
      await clock.drain();
      return running.cutOff;
    },
    stop: async () => {
      running.stop.abort();
      await clock.runUntil(running.ended);
    },
    [Symbol.asyncDispose]: async () => {
      running.isDead.value = true;
      running.stop.abort();
      await clock.advance(5000);
      running.store[Symbol.dispose]();
      home[Symbol.dispose]();
    },
  };
}

const contentOf = (text: string | undefined): Content | undefined =>
  text === undefined ? undefined : { text: { text, entities: [] }, buttons: [] };

export const key = (topic: TopicKey, name: string, generation = 0): SlotKey => ({
  topic,
  generation,
  name,
});

/** A message that is wanted. */
export const say = (
  topic: TopicKey,
  name: string,
  text: string,
  priority: Priority = 'final',
): Slot => ({
  key: key(topic, name),
  priority,
  desired: {
    type: 'message',
    content: { text: { text, entities: [] }, buttons: [] },
    loud: priority === 'final',
    replyTo: undefined,
  },
});

export const liveSlot = (topic: TopicKey, turn: string): Slot => ({
  key: key(topic, `turn:${turn}/live`),
  priority: 'live',
  desired: { type: 'live', turn: turn as TurnId },
});

export const topicSlot = (topic: TopicKey, name: string): Slot => ({
  key: key(topic, 'topic'),
  priority: 'reply',
  desired: { type: 'topic', name },
});

export const reactionSlot = (topic: TopicKey, message: number): Slot => ({
  key: key(topic, `react:${message}`),
  priority: 'reply',
  desired: { type: 'reaction', message: message as MessageId, emoji: '👀' },
});
