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
  const words = withoutCommand(text);
  if (!prompt || !mayWork(origin.actor) || prompt.text === words) return;
  if (prompt.gather === undefined && editPrompt(ctx, prompt, words)) return;
  if (prompt.state !== 'deleted') notify(ctx, topic, { type: 'late-edit' }, origin.message);
}

/** A prompt that was given to a command is edited together with the command's name. */
const withoutCommand = (text: string): string =>
  text.replace(/^\/(?:new|continue|steer)(?:@\w+)?\s+/iu, '');
