import type { Intent } from '../model/intent.ts';
import { notify } from './cards.ts';
import type { Context } from './context.ts';
import { placeOf } from './places.ts';
import { editPrompt } from './prompts/change.ts';
import { mayWork } from './roles.ts';

/** An edited message edits its prompt while it has not been sent; afterwards it is told that it came late. */
export function acceptEdit(
  ctx: Context,
  { origin, text }: Extract<Intent, { type: 'edit' }>,
): void {
  const topic = placeOf(ctx, origin);
  const prompt = ctx.store.prompts.fromMessage(topic.key, origin.message);
  if (!prompt || !mayWork(origin.actor) || prompt.text === text) return;
  if (prompt.gather === undefined && editPrompt(ctx, prompt, text)) return;
  if (prompt.state !== 'deleted') notify(ctx, topic, { type: 'late-edit' }, origin.message);
}
