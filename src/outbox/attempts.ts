import type { Call } from '../model/call.ts';
import type { TopicKey, TurnId } from '../model/ids.ts';
import type { Content, SlotKey } from '../model/slot.ts';
import type { Topic } from '../model/topic.ts';
import type { Store } from '../store/open.ts';
import type { Send } from '../store/tables/sends.ts';
import type { SlotRecord } from '../store/tables/slots.ts';
import { keepSendsMs } from './memory/ledger.ts';
import { callOf, makesNew } from './plan/call-of.ts';
import { contentHash } from './plan/hash.ts';
import { moved } from './plan/moves.ts';

/** Shows turns as they are now. */
export interface LiveView {
  /** The live message of a turn, or undefined when there is nothing to show. */
  live(turn: TurnId, topic: TopicKey): Content | undefined;
}

/** A call that is on the disk as begun. */
export interface Begun {
  readonly seq: number;
  readonly key: SlotKey;
  readonly call: Call;
  readonly hash: string;
  readonly makesNew: boolean;
  readonly wasDoubted: boolean;
  readonly send: Send;
}

/** `stale`: the row is not what it was when it was chosen · `idle`: the live message has nothing new to show. */
export type Begin =
  | { readonly type: 'begun'; readonly begun: Begun }
  | { readonly type: 'stale' }
  | { readonly type: 'idle'; readonly key: SlotKey };

/** Commits `sending` and the budget's entry before anything is called. */
export function begin(store: Store, view: LiveView, seq: number, now: number): Begin {
  return store.transact(() => {
    const slot = store.slots.get(seq);
    const topic = slot && store.topics.get(slot.key.topic);
    if (!slot || !topic || !isStartable(slot)) return { type: 'stale' };
    const { desired } = slot;
    const live = desired.type === 'live' ? view.live(desired.turn, topic.key) : undefined;
    const hash = live ? contentHash(live) : slot.desiredHash;
    const call = callOf(slot, topic, live);
    if (!call || isShown(slot, hash)) return withoutCall(store, slot, now);
    const send: Send = {
      chat: topic.chat,
      at: now,
      kind: desired.type === 'live' ? 'live' : 'message',
      // The menu stands outside of the flood limits of a chat.
      cost: desired.type === 'commands' ? 0 : 1,
    };
    store.slots.save(moved(slot, 'begun', { changedAt: now }));
    keep(store, send);
    return { type: 'begun', begun: begunOf(slot, topic, call, hash, send) };
  });
}

/** Content that was changed there and back while a call failed is in the chat already. */
function withoutCall(store: Store, slot: SlotRecord, now: number): Begin {
  if (slot.desired.type === 'live') return { type: 'idle', key: slot.key };
  store.slots.save(moved(slot, 'delivered', { nextAt: undefined, changedAt: now }));
  return { type: 'stale' };
}

const keep = (store: Store, send: Send): void => {
  store.sends.prune(send.at - keepSendsMs);
  store.sends.add(send);
};

const begunOf = (slot: SlotRecord, topic: Topic, call: Call, hash: string, send: Send): Begun => ({
  seq: slot.seq,
  key: slot.key,
  call,
  hash,
  send,
  makesNew: makesNew(slot, topic),
  wasDoubted: slot.state === 'unknown',
});

const isStartable = ({ state, desired }: SlotRecord): boolean =>
  state === 'queued' || state === 'unknown' || (state === 'sent' && desired.type === 'live');

const isShown = (slot: SlotRecord, hash: string): boolean =>
  slot.message !== undefined && slot.deliveredHash === hash;
