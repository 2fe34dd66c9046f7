import type { PromptId } from '../../model/ids.ts';
import type { Prompt } from '../../model/prompt.ts';
import type { Context } from '../context.ts';

/** The engine certainly does not have the prompt: it goes to the head of its queue. Undefined where it may not. */
export function giveBack(ctx: Context, id: PromptId): Prompt | undefined {
  const { prompts } = ctx.store;
  const prompt = prompts.get(id);
  const back = prompt && prompts.move(prompt, 'returned', ctx.clock.now());
  if (back) prompts.toHead(back);
  return back;
}
