import type { Topic } from '../../model/topic.ts';
import { notify } from '../cards.ts';
import type { Context } from '../context.ts';
import { enqueue } from '../prompts/enqueue.ts';
import { steer } from '../prompts/steer.ts';
import { storePrompt } from '../prompts/stored.ts';
import type { CommandIntent } from './intent.ts';

/** `/steer TEXT` joins the running turn; where none runs it is the next prompt. */
export function steerCommand(ctx: Context, topic: Topic, intent: CommandIntent): void {
  const text = [intent.argument, intent.body].filter(Boolean).join('\n').trim();
  if (!text) {
    notify(ctx, topic, { type: 'steer-usage' }, intent.origin.message);
    return;
  }
  const prompt = storePrompt(ctx, topic, { text, origin: intent.origin });
  if (!topic.runningTurn) {
    enqueue(ctx, topic, prompt);
    return;
  }
  const waiting = ctx.store.prompts.move(prompt, 'gathered', ctx.clock.now());
  if (waiting) steer(ctx, topic, waiting);
}
