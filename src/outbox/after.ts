import type { ChatId, MessageId, TopicKey } from '../model/ids.ts';
import type { Desired } from '../model/slot.ts';
import type { Store } from '../store/open.ts';
import type { SlotRecord } from '../store/tables/slots.ts';
import type { GoneTopics } from './memory/gone-topics.ts';
import type { Pauses } from './memory/pauses.ts';
import { desiredHash } from './plan/hash.ts';
import type { Effect } from './plan/outcome.ts';
import type { Wishes } from './wishes.ts';

/** What the program does about what no slot can mend. */
export interface OutboxEvents {
  /** Telegram refused the token: nothing is called until `resume`. */
  readonly onTokenRejected?: () => void;
  /** A group became a supergroup; the store is rewritten already. Called inside that transaction. */
  readonly onMigrated?: (from: ChatId, to: ChatId) => void;
  /** A flood's pause of the chat, told in the topic whose call met it. Inside the transaction that books it. */
  readonly onPaused?: (topic: TopicKey, until: number) => void;
  /** A lost topic has a new one in its place. Inside the transaction that books it. */
  readonly onReplaced?: (topic: TopicKey) => void;
  /** A message will never be shown. Inside the transaction that books it. */
  readonly onDead?: () => void;
  /** Nobody's words and no secrets. */
  readonly log?: (event: string, facts: Readonly<Record<string, string | number>>) => void;
}

export interface EffectContext {
  readonly store: Store;
  readonly pauses: Pauses;
  readonly gone: GoneTopics;
  readonly wishes: Wishes;
  readonly events: OutboxEvents;
  /** `not-sent` pauses everything for a while; `token` until told otherwise. */
  readonly stop: (why: 'offline' | 'token') => void;
}

/** Carries out what an outcome means for the topic, the chat and the bot, in the outcome's transaction. */
export function apply(
  effect: Effect,
  place: { readonly chat: ChatId; readonly topic: TopicKey },
  slot: SlotRecord | undefined,
  now: number,
  context: EffectContext,
): void {
  const { store, pauses, gone, wishes, events } = context;
  const { chat, topic } = place;
  switch (effect.type) {
    case 'works':
      pauses.lift(chat);
      if (store.topics.get(topic)?.topic === undefined) return;
      if (gone.works(topic, chat, now)) store.slots.hurry(topic, now);
      return;
    case 'flood': {
      const { until } = pauses.flood(chat, effect.retryAfterMs, now);
      events.log?.('flood', { chat, retryAfterMs: effect.retryAfterMs, until });
      events.onPaused?.(topic, until);
      return;
    }
    case 'hold':
      pauses.hold(chat, effect.reason, now);
      events.log?.('chat-held', { chat, reason: effect.reason });
      return;
    case 'offline':
    case 'token':
      context.stop(effect.type);
      return;
    case 'migrated':
      store.migrateChat(chat, effect.to);
      events.onMigrated?.(chat, effect.to);
      return;
    case 'topic-closed':
      store.topics.move(topic, 'closed');
      return;
    case 'topic-gone':
      topicGone(effect.certain, place, now, context);
      return;
    case 'set-aside':
      if (slot) setAside(slot, effect, events);
      return;
    case 'stray':
      if (slot) takeAway(context, slot, effect.message, now);
      return;
    case 'topic-made':
      // A replacement may be made before the old topic was given up for lost.
      if (store.topics.get(topic)?.state !== 'making') store.topics.move(topic, 'lost');
      if (!wishes.addressed(topic, effect.topic)) events.log?.('topic-refused', { topic });
      gone.forget(topic);
      store.slots.hurry(topic, now);
      return;
    case 'continue':
      if (slot) addContinuation(store, slot, effect.rest, now);
      return;
  }
}

function topicGone(
  isCertain: boolean,
  { chat, topic }: { readonly chat: ChatId; readonly topic: TopicKey },
  now: number,
  { store, gone, wishes, events }: EffectContext,
): void {
  if (store.topics.get(topic)?.topic === undefined) return;
  const verdict = isCertain ? 'lost' : gone.failed(topic, chat, now);
  if (verdict === 'wait') return;
  if (verdict === 'lost') {
    store.topics.move(topic, 'lost');
    gone.forget(topic);
    events.log?.('topic-lost', { chat, topic });
  }
  // Where no other topic shows that the chat works, making a new one is the proof.
  wishes.replaceIfNeeded(topic, now);
}

function setAside(
  { key: { topic, name }, desired }: SlotRecord,
  { reason, description }: Extract<Effect, { type: 'set-aside' }>,
  events: OutboxEvents,
): void {
  events.log?.('slot-dead', { topic, name, reason, description });
  // A sign or a menu that is missing is no loss.
  if (messageTypes.has(desired.type)) events.onDead?.();
}

const messageTypes: ReadonlySet<Desired['type']> = new Set(['message', 'live', 'document']);

function takeAway(
  { store }: EffectContext,
  { key: { topic, generation } }: SlotRecord,
  message: MessageId,
  now: number,
): void {
  const key = { topic, generation, name: `delete:${message}` };
  const desired = { type: 'delete', message } as const;
  if (store.slots.find(key)) return;
  const hash = desiredHash(desired);
  store.slots.add({ key, priority: 'reply', desired, desiredHash: hash, over: true }, now);
}

function addContinuation(
  { slots }: Store,
  slot: SlotRecord,
  rest: Extract<Effect, { type: 'continue' }>['rest'],
  now: number,
): void {
  let part = 2;
  const nameOf = (): string => `${slot.key.name}+${part}`;
  while (slots.find({ ...slot.key, name: nameOf() })) part += 1;
  const key = { ...slot.key, name: nameOf() };
  const { priority, closed: over } = slot;
  slots.add({ key, priority, desired: rest, desiredHash: '+', over }, now, slots.placeBehind(slot));
}
