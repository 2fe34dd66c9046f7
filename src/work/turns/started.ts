import type { TurnEvent } from '../../model/engine-event.ts';
import type { TurnId } from '../../model/ids.ts';
import type { Topic } from '../../model/topic.ts';
import { newNonce } from '../cards.ts';
import type { Context } from '../context.ts';
import { showPlaces } from '../prompts/queue-cards.ts';
import { stopIfAsked } from './stop.ts';

/** A turn runs in the topic's thread, whoever began it: one live message with a Stop button. */
export function turnStarted(
  ctx: Context,
  topic: Topic,
  event: Extract<TurnEvent, { type: 'turn-started' }>,
): void {
  openTurn(ctx, topic, event.turn, event.at);
  ctx.store.topics.setRunningTurn(topic.key, event.turn);
  ctx.out.show(topic, event);
  stopIfAsked(ctx, topic, event.turn);
  showPlaces(ctx, topic.key);
}

/** Begins to show a turn; false when its topic knew it already. */
export function openTurn(ctx: Context, topic: Topic, turn: TurnId, at: number): boolean {
  const stop = newNonce(ctx);
  if (!ctx.store.shown.open(topic.key, topic.generation, turn, stop, at)) return false;
  const action = { type: 'stop-turn', topic: topic.key, turn } as const;
  ctx.store.buttons.add(stop, topic.key, undefined, action);
  return true;
}
