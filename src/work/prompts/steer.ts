import type { Prompt } from '../../model/prompt.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';
import { advance } from './advance.ts';

/**
 * Merges a waiting prompt into the running turn. Where none runs it simply goes next: a steer is never lost.
 * False when the prompt is not waiting.
 */
export function steer(ctx: Context, topic: Topic, prompt: Prompt): boolean {
  const { store } = ctx;
  const now = ctx.clock.now();
  if (prompt.state !== 'waiting') return false;
  if (!topic.runningTurn) {
    store.prompts.toHead(prompt);
    store.topics.setPaused(topic.key, undefined);
    advance(ctx, topic.key);
    return true;
  }
  const sending = store.prompts.move(prompt, 'send', now);
  if (!sending) return false;
  const body = { type: 'steer', prompt: prompt.id, turn: topic.runningTurn } as const;
  store.commands.add(topic.key, topic.generation, body, now);
  ctx.out.dispatch();
  return true;
}
