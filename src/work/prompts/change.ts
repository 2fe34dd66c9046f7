import type { TopicKey } from '../../model/ids.ts';
import type { Prompt } from '../../model/prompt.ts';
import type { Context } from '../context.ts';
import { advance } from './advance.ts';
import { markQueued, showPlaces } from './queue-cards.ts';

/** New words for a prompt that has not been sent; false when it is too late. */
export function editPrompt(ctx: Context, prompt: Prompt, text: string): boolean {
  if (!isEditable(prompt) || !text.trim()) return false;
  const edited = ctx.store.prompts.setText(prompt.id, text);
  if (!edited) return false;
  // One that asks where to go, or whether it may join, still asks.
  if (edited.state === 'waiting') markQueued(ctx, edited, 'edited');
  showPlaces(ctx, prompt.topic);
  return true;
}

/** Takes a prompt out of the queue for good; false when it is too late. */
export function deletePrompt(ctx: Context, prompt: Prompt): boolean {
  const deleted = ctx.store.prompts.move(prompt, 'deleted', ctx.clock.now());
  if (!deleted) return false;
  markQueued(ctx, deleted, 'deleted');
  showPlaces(ctx, prompt.topic);
  forgetEmptyPause(ctx, prompt.topic);
  return true;
}

/** A pause that holds nothing back any more would only hold back what is written next. */
function forgetEmptyPause(ctx: Context, key: TopicKey): void {
  const { prompts, topics } = ctx.store;
  const isLimit = topics.get(key)?.paused === 'limit';
  const isEmpty = !prompts.open(key).some(({ state }) => state === 'waiting');
  if (isEmpty && !isLimit) topics.setPaused(key, undefined);
}

/** A prompt that asked before it joined a long queue. */
export function joinQueue(ctx: Context, prompt: Prompt): boolean {
  const joined = ctx.store.prompts.move(prompt, 'chosen', ctx.clock.now());
  if (!joined) return false;
  advance(ctx, prompt.topic);
  showPlaces(ctx, prompt.topic);
  return true;
}

/** Changes places with the one before it; false when it waits at the head already. */
export function moveUp(ctx: Context, prompt: Prompt): boolean {
  const waiting = ctx.store.prompts.open(prompt.topic).filter(({ state }) => state === 'waiting');
  const before = waiting[waiting.findIndex(({ id }) => id === prompt.id) - 1];
  if (!before) return false;
  ctx.store.prompts.swap(prompt, before);
  showPlaces(ctx, prompt.topic);
  return true;
}

export const isEditable = ({ state }: Prompt): boolean =>
  state === 'waiting' || state === 'held' || state === 'gathering';
