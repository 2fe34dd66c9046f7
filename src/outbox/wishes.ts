import type { ChatId, MessageId, TopicId, TopicKey } from '../model/ids.ts';
import type { Slot, SlotKey } from '../model/slot.ts';
import type { Store } from '../store/open.ts';
import type { SlotRecord } from '../store/tables/slots.ts';
import { replacementName } from './plan/call-of.ts';
import { desiredHash } from './plan/hash.ts';
import { moved } from './plan/moves.ts';
import { wish } from './plan/wish.ts';

/** What others change of the slots, in their own transactions. */
export interface Wishes {
  want(slots: readonly Slot[], now: number): void;
  /** All of this is kept already. */
  isNothing(slots: readonly Slot[], now: number): boolean;
  close(key: SlotKey, now: number): void;
  /** @returns whether nothing of the slot is, or may be, in the chat */
  withdraw(key: SlotKey, now: number): boolean;
  seen(chat: ChatId, message: MessageId, name: string, now: number): void;
  /** Makes a new topic in place of a lost one, once, if a request or a final waits for it. */
  replaceIfNeeded(topic: TopicKey, now: number): void;
  /** Telegram's number of a topic that was made, or made anew. @returns whether the row took it */
  addressed(key: TopicKey, topic: TopicId): boolean;
  topicAppeared(chat: ChatId, topic: TopicId, name: string, now: number): boolean;
  /** The number of a topic that appeared while its making was under way. */
  claimAppeared(chat: ChatId, name: string): TopicId | undefined;
}

interface Appeared {
  readonly chat: ChatId;
  readonly topic: TopicId;
  readonly name: string;
  readonly at: number;
}

const rememberMs = 120_000;

export function createWishes(
  store: Store,
  isInFlight: (seq: number) => boolean,
  onReplaced: (topic: TopicKey) => void,
): Wishes {
  const { slots, topics } = store;
  let appeared: Appeared[] = [];

  const replaceIfNeeded = (key: TopicKey, now: number): void => {
    const topic = topics.get(key);
    if (topic?.topic === undefined || !slots.ofTopic(key).some(isUrgentAndOpen)) return;
    const slotKey = { topic: key, generation: topic.generation, name: replacementName };
    if (slots.find(slotKey)) return;
    const desired = { type: 'topic', name: topic.name || 'Codex' } as const;
    slots.add({ key: slotKey, priority: 'reply', desired, desiredHash: desiredHash(desired) }, now);
  };

  const wantOne = (slot: Slot, now: number): void => {
    const result = wish(slots.find(slot.key), slot, now);
    if (result.type === 'nothing') return;
    if (result.type === 'add')
      slots.add(result.slot, now, slot.first ? firstPlace(slot) : undefined);
    else slots.save(result.record);
    if (topics.get(slot.key.topic)?.state === 'lost') replaceIfNeeded(slot.key.topic, now);
  };

  const firstPlace = ({ key: { topic } }: Slot): number | undefined => {
    const waiting = slots
      .ofTopic(topic)
      .filter(({ state, message }) => state !== 'dead' && message === undefined);
    const places = waiting.map(({ place }) => place);
    return places.length === 0 ? undefined : Math.min(...places) - 1;
  };

  const addressed = (key: TopicKey, topic: TopicId): boolean => {
    const isReplacement = topics.get(key)?.state === 'lost';
    const isTaken = topics.addressed(key, topic);
    if (isTaken && isReplacement) onReplaced(key);
    return isTaken;
  };

  return {
    replaceIfNeeded,
    addressed,
    isNothing: (wanted, now) =>
      wanted.every((slot) => wish(slots.find(slot.key), slot, now).type === 'nothing'),

    want: (wanted, now) =>
      store.transact(() => {
        for (const slot of wanted) wantOne(slot, now);
      }),

    close: (key, now) =>
      store.transact(() => {
        const slot = slots.find(key);
        if (slot && !slot.closed) slots.save(closed(slot, now));
      }),

    withdraw: (key, now) =>
      store.transact(() => {
        const slot = slots.find(key);
        if (!slot || (slot.state === 'dead' && slot.message === undefined)) return true;
        if (slot.message !== undefined || slot.state !== 'queued') return false;
        const after = { closed: true, changedAt: now, nextAt: undefined, reason: 'withdrawn' };
        slots.save(moved(slot, 'dropped', after));
        return true;
      }),

    seen: (chat, message, name, now) =>
      store.transact(() => {
        const slot = slots.doubtful(chat, name);
        if (slot && !isInFlight(slot.seq)) slots.save(found(slot, message, now));
      }),

    topicAppeared: (chat, topic, name, now) =>
      store.transact(() => {
        if (topics.at({ chat, topic })) return true;
        const making = slots
          .making(chat)
          .filter(({ desired }) => desired.type === 'topic' && desired.name === name);
        const doubtful = making.find(({ seq, state }) => state !== 'queued' && !isInFlight(seq));
        if (doubtful && addressed(doubtful.key.topic, topic)) {
          slots.save(settled(doubtful, now));
          return true;
        }
        appeared = appeared.filter(({ at }) => at > now - rememberMs);
        if (!making.some(({ seq }) => isInFlight(seq))) return false;
        appeared.push({ chat, topic, name, at: now });
        return true;
      }),

    claimAppeared: (chat, name) => {
      const found = appeared.find((one) => one.chat === chat && one.name === name);
      appeared = appeared.filter((one) => one !== found);
      return found && !topics.at({ chat, topic: found.topic }) ? found.topic : undefined;
    },
  };
}

/** A live message that was never sent goes with its turn; everything else stays, or is still delivered. */
function closed(slot: SlotRecord, now: number): SlotRecord {
  const after = { closed: true, changedAt: now };
  const isNeverSent =
    slot.desired.type === 'live' && slot.message === undefined && slot.state === 'queued';
  return isNeverSent
    ? moved(slot, 'dropped', { ...after, nextAt: undefined, reason: 'closed' })
    : { ...slot, ...after };
}

/** The call did arrive. What it showed then is not known, so it is brought up to date in place. */
function found(slot: SlotRecord, message: MessageId, now: number): SlotRecord {
  const after = { message, attempts: 0, reason: undefined, changedAt: now };
  const { type } = slot.desired;
  return type === 'live' || type === 'document'
    ? moved(slot, 'delivered', { ...after, nextAt: undefined })
    : moved(slot, 'seen', { ...after, nextAt: now });
}

const settled = (slot: SlotRecord, now: number): SlotRecord =>
  moved(slot, 'delivered', {
    deliveredHash: slot.desiredHash,
    nextAt: undefined,
    attempts: 0,
    reason: undefined,
    changedAt: now,
  });

const isUrgentAndOpen = ({ priority, state, message, nextAt }: SlotRecord): boolean =>
  (priority === 'request' || priority === 'final') &&
  (state === 'queued' || state === 'unknown' || state === 'sending') &&
  message === undefined &&
  nextAt !== undefined;
