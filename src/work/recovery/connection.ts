import type { CardId, TopicKey } from '../../model/ids.ts';
import { changeCard } from '../cards.ts';
import type { Context } from '../context.ts';
import { nextEpoch } from '../epoch.ts';
import { countWaiting } from '../prompts/pause.ts';
import { setTimer } from '../timers.ts';
import { showTrouble } from '../turns/tell.ts';

/** A connection that comes back within this time is not worth a word. */
const awayMs = 3_000;
/** Cards that say the engine is away, by topic. */
const awayKey = 'engine-away';
/** The time to tell it is running. */
const notedKey = 'engine-away-noted';

/** The engine is there: whatever was under way is settled from history before anything is sent. */
export function connected(ctx: Context): void {
  const { store } = ctx;
  nextEpoch(ctx);
  store.timers.cancel('engine-away', '');
  store.meta.remove(notedKey);
  for (const key of topicsWithWork(ctx)) {
    const topic = store.topics.get(key);
    const thread = topic?.binding?.thread;
    if (!thread) continue;
    // The second in which requests come again begins with this connection's own resume.
    store.timers.cancel('not-resent', thread);
    ctx.out.resume(topic);
  }
  for (const card of Object.values(awayCards(ctx))) {
    const body = store.cards.get(card)?.body;
    if (body?.kind !== 'trouble' || body.trouble.type !== 'engine-away') continue;
    changeCard(ctx, card, { ...body, trouble: { ...body.trouble, back: true } });
  }
  store.meta.remove(awayKey);
  ctx.out.dispatch();
}

/** The engine is out of reach, and somebody may wait: said once it has lasted. Failed attempts move nothing. */
export function noteAway(ctx: Context): void {
  if (ctx.health().connected || ctx.store.meta.get(notedKey)) return;
  ctx.store.meta.set(notedKey, '1');
  setTimer(ctx, 'engine-away', '', ctx.clock.now() + awayMs);
}

/** The engine is still away: topics in which somebody waits are told, once. */
export function engineAway(ctx: Context): void {
  const { store } = ctx;
  store.meta.remove(notedKey);
  if (ctx.health().connected) return;
  const told = awayCards(ctx);
  for (const key of topicsWithWork(ctx)) {
    const topic = store.topics.get(key);
    if (!topic || told[key] !== undefined) continue;
    const trouble = { type: 'engine-away', reason: '', back: false } as const;
    told[key] = showTrouble(ctx, topic, trouble, countWaiting(ctx, key)).id;
  }
  store.meta.set(awayKey, JSON.stringify(told));
}

/** Topics in which a turn, a prompt, a request or an engine command is not over. */
function topicsWithWork(ctx: Context): ReadonlySet<TopicKey> {
  const { store } = ctx;
  return new Set([
    ...store.topics.bound().flatMap((topic) => (topic.runningTurn ? [topic.key] : [])),
    ...store.prompts.openTopics(),
    ...store.requests.open().map((request) => request.topic),
    ...store.commands.openTopics(),
  ]);
}

const awayCards = (ctx: Context): Record<number, CardId> =>
  JSON.parse(ctx.store.meta.get(awayKey) ?? '{}') as Record<number, CardId>;
