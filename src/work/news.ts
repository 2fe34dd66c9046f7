import type { CardId, TopicKey } from '../model/ids.ts';
import type { Topic } from '../model/topic.ts';
import { addCard, changeCard } from './cards.ts';
import type { Context } from './context.ts';

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
