import type { Prompt } from '../../model/prompt.ts';
import type { Topic } from '../../model/topic.ts';
import { offerPlaces } from '../chooser.ts';
import type { Context } from '../context.ts';
import { bind, obviousBinding, titleOf } from '../places.ts';
import { noteAway } from '../recovery/connection.ts';
import { nameAfter } from '../topic-names.ts';
import { advance } from './advance.ts';
import { askToJoin, showPlaces } from './queue-cards.ts';

/** A complete prompt joins its topic's queue, or waits for the person to say where it should go. */
export function enqueue(ctx: Context, topic: Topic, prompt: Prompt): void {
  const { prompts } = ctx.store;
  nameAfter(ctx, topic, prompt);
  noteAway(ctx);
  const bound = topic.binding ? topic : bindObviously(ctx, topic, prompt);
  if (!bound) {
    const held = prompts.move(prompt, 'hold', ctx.clock.now());
    if (held) offerPlaces(ctx, topic, held);
    return;
  }
  const waiting = prompts.open(topic.key).filter((one) => one.state === 'waiting').length;
  if (waiting >= ctx.settings().askOver) {
    const held = prompts.move(prompt, 'hold', ctx.clock.now());
    if (held) askToJoin(ctx, bound, held);
    return;
  }
  prompts.move(prompt, 'gathered', ctx.clock.now());
  advance(ctx, bound.key);
  showPlaces(ctx, bound.key);
}

function bindObviously(ctx: Context, topic: Topic, prompt: Prompt): Topic | undefined {
  const binding = obviousBinding(ctx, titleOf(prompt.text));
  return binding && bind(ctx, topic, binding);
}
