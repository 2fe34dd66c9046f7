import type { CardId, TopicKey } from '../model/ids.ts';
import type { Topic } from '../model/topic.ts';
import { addCard, changeCard } from './cards.ts';
import type { Context } from './context.ts';
import { setTimer } from './timers.ts';

/** The pause of a chat that was told last, to tell a longer one in the same line. */
interface Told {
  readonly card: CardId;
  readonly since: number;
  readonly until: number;
}

/** Shorter ones are not worth a line. */
const worthTellingMs = 60_000;

/**
 * Telegram lets nothing into the chat for a while. The line waits behind the pause like everything else, so that it
 * is read when the chat speaks again.
 *
 * @param until Unix milliseconds
 */
export function tellPaused(ctx: Context, key: TopicKey, until: number): void {
  const { store, clock } = ctx;
  const now = clock.now();
  if (until - now <= worthTellingMs) return;
  const topic = store.topics.get(key);
  if (!topic) return;
  const meta = `paused:${topic.chat}`;
  const kept = store.meta.get(meta);
  const last = kept === undefined ? undefined : (JSON.parse(kept) as Told);
  const open = last && isUntold(ctx, last.card) ? last : undefined;
  const since = open?.since ?? now;
  const end = Math.max(until, open?.until ?? 0);
  const body = { kind: 'notice', notice: { type: 'was-paused', ms: end - since } } as const;
  const card = open ? changeCard(ctx, open.card, body) : addCard(ctx, placeFor(ctx, topic), body);
  store.meta.set(meta, JSON.stringify({ card: card.id, since, until: end } satisfies Told));
}

/** A new topic stands for a lost one: its first line says so. */
export function tellReplaced(ctx: Context, key: TopicKey): void {
  const topic = ctx.store.topics.get(key);
  if (topic) addCard(ctx, topic, { kind: 'notice', notice: { type: 'topic-replaced' } });
}

/** What is to be told to the owner, and when it is, or was last. */
interface SetAside {
  readonly updates: number;
  readonly messages: number;
  readonly at: number;
}

const hourMs = 3_600_000;

/** Counts what was given up; it is told in one line, at most once an hour. */
export function noteSetAside(ctx: Context, what: 'updates' | 'messages'): void {
  const now = ctx.clock.now();
  const last = setAside(ctx);
  const counted = { ...last, [what]: last[what] + 1 };
  // Set again long after its time: the line itself may have been what was given up.
  const isSet = last.updates + last.messages > 0 && now < last.at + hourMs;
  const at = isSet ? last.at : Math.max(now, last.at + hourMs);
  ctx.store.meta.set('set-aside', JSON.stringify({ ...counted, at } satisfies SetAside));
  if (!isSet) setTimer(ctx, 'set-aside', 'owner', at);
}

export function tellSetAside(ctx: Context): void {
  const { updates, messages, at } = setAside(ctx);
  const chat = ctx.ownerChat();
  if (chat === undefined || updates + messages === 0) return;
  const none = { updates: 0, messages: 0, at } satisfies SetAside;
  ctx.store.meta.set('set-aside', JSON.stringify(none));
  const topic = ctx.store.topics.ensure({ chat, topic: undefined });
  addCard(ctx, topic, { kind: 'notice', notice: { type: 'set-aside', updates, messages } });
}

const setAside = ({ store }: Context): SetAside =>
  JSON.parse(store.meta.get('set-aside') ?? '{"updates":0,"messages":0,"at":0}') as SetAside;

function isUntold({ store }: Context, id: CardId): boolean {
  const card = store.cards.get(id);
  if (!card) return false;
  const { topic, generation } = card;
  const slot = store.slots.find({ topic, generation, name: `card:${id}` });
  return slot !== undefined && slot.message === undefined && slot.state !== 'dead';
}

/** A topic that takes nothing would keep the line for itself. */
const placeFor = ({ store }: Context, topic: Topic): Topic =>
  topic.state === 'closed' || topic.state === 'lost'
    ? store.topics.ensure({ chat: topic.chat, topic: undefined })
    : topic;
