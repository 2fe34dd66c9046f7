import type { TurnEvent } from '../../model/engine-event.ts';
import type { TurnId } from '../../model/ids.ts';
import type { Item } from '../../model/item.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';
import { markQueued, showPlaces } from '../prompts/queue-cards.ts';
import { requestItemEnded, turnWentOn } from '../requests/over.ts';
import { openTurn } from './started.ts';

type ItemEvent = Extract<TurnEvent, { type: 'item-started' | 'item-completed' }>;

const longAgoMs = 24 * 3_600_000;

/** Something was begun or finished in a turn. */
export function itemChanged(ctx: Context, topic: Topic, event: ItemEvent): void {
  const known = ctx.turn(event.thread, event.turn);
  const shown = ctx.store.shown.get(topic.key, topic.generation, event.turn);
  // Of a turn that was settled long ago nothing more is told: its messages may be forgotten already.
  const endedAt = shown?.endedAt ?? Number.POSITIVE_INFINITY;
  const isPast = !known || ctx.clock.now() - endedAt > longAgoMs;
  if (shown && shown.state !== 'unseen' && isPast) return;
  // After a resume the first thing heard of a turn may be one of its items.
  if (known?.outcome === undefined && openTurn(ctx, topic, event.turn, event.at)) {
    ctx.store.topics.setRunningTurn(topic.key, event.turn);
  }
  promptSeen(ctx, event.item, event.turn);
  turnWentOn(ctx, event.thread, event.turn);
  ctx.out.show(topic, event);
  if (event.type === 'item-completed') requestItemEnded(ctx, event.thread, event.item.id);
}

/** A user message with a label of ours: that prompt is in this turn, whatever we knew of it before. */
export function promptSeen(ctx: Context, item: Item, turn: TurnId): void {
  if (item.type !== 'user-message' || !item.clientId) return;
  const prompt = ctx.store.prompts.byClientId(item.clientId);
  if (!prompt) return;
  const now = ctx.clock.now();
  const sent =
    prompt.state === 'sending' ? ctx.store.prompts.move(prompt, 'accepted', now, turn) : prompt;
  const seen = sent && ctx.store.prompts.move(sent, 'seen', now, turn);
  if (!seen) return;
  const isSteer = ctx.store.commands
    .open(seen.topic)
    .some(({ body }) => body.type === 'steer' && body.prompt === seen.id);
  markQueued(ctx, seen, isSteer ? 'steered' : 'sent');
  showPlaces(ctx, seen.topic);
}
