import type { TopicKey } from '../../model/ids.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';
import { advance } from './advance.ts';
import { deletePrompt } from './change.ts';
import { showPlaces } from './queue-cards.ts';

/** How many prompts wait in the topic. */
export const countWaiting = (ctx: Context, key: TopicKey): number =>
  ctx.store.prompts.open(key).filter((prompt) => prompt.state === 'waiting').length;

/** A turn runs in the topic, or is about to: its thread must not be changed under it. */
export const isBusy = (ctx: Context, topic: Topic): boolean =>
  topic.runningTurn !== undefined ||
  ctx.store.prompts
    .open(topic.key)
    .some(({ state }) => state === 'sending' || state === 'accepted' || state === 'running');

/** Stops the flow of a queue in which something waits; an empty queue has nothing to ask about. */
export function pauseIfWaiting(
  ctx: Context,
  key: TopicKey,
  why: NonNullable<Topic['paused']>,
): number {
  const waiting = countWaiting(ctx, key);
  if (waiting > 0) ctx.store.topics.setPaused(key, why);
  return waiting;
}

export function resumeQueue(ctx: Context, key: TopicKey): void {
  ctx.store.topics.setPaused(key, undefined);
  ctx.store.timers.cancel('limit-reset', String(key));
  advance(ctx, key);
  showPlaces(ctx, key);
}

/** The limit is reset: what waited for that goes on. A queue that a person keeps paused stays so. */
export function limitReset(ctx: Context, key: TopicKey): void {
  if (ctx.store.topics.get(key)?.paused === 'limit') resumeQueue(ctx, key);
}

export function clearQueue(ctx: Context, key: TopicKey): void {
  for (const prompt of ctx.store.prompts.open(key)) {
    if (prompt.state === 'waiting') deletePrompt(ctx, prompt);
  }
  ctx.store.topics.setPaused(key, undefined);
}
