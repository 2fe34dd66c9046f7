import type { Notice } from '../../model/card.ts';
import type { Intent } from '../../model/intent.ts';
import type { Topic } from '../../model/topic.ts';
import { notify } from '../cards.ts';
import type { Context } from '../context.ts';
import { placeOf } from '../places.ts';
import { takeReply } from '../replies.ts';
import { mayWork } from '../roles.ts';
import { enqueue } from './enqueue.ts';
import { gather, joinsPaste } from './gather.ts';
import { storePrompt, textOf } from './stored.ts';

type PromptIntent = Extract<Intent, { type: 'prompt' }>;

/** Plain text: words for a card that waits for them, a piece of what is being gathered, or a new prompt. */
export function acceptPrompt(ctx: Context, intent: PromptIntent): void {
  const { origin } = intent;
  const topic = placeOf(ctx, origin);
  if (takeReply(ctx, topic, intent)) return;
  if (!mayWork(origin.actor)) {
    notify(ctx, topic, { type: 'not-allowed', name: 'prompt' }, origin.message);
    return;
  }
  if (intent.gather?.type === 'album') {
    // Its pieces are told apart by nothing but their order: what stays behind is said with the first.
    if (gather(ctx, topic, intent)) tellLeftBehind(ctx, topic, intent);
    return;
  }
  const isMore = joinsPaste(ctx, topic, origin);
  if (!isMore || intent.attachments.length > 0) tellLeftBehind(ctx, topic, intent);
  // Blank lines in the middle of a paste belong to it.
  if (!isMore && !intent.text.trim()) return;
  if (intent.gather || isMore) gather(ctx, topic, intent);
  else enqueue(ctx, topic, storePrompt(ctx, topic, { text: textOf(intent), origin }));
}

/** Says what of a message goes nowhere: its files, or the message itself where it has no words. */
function tellLeftBehind(ctx: Context, topic: Topic, intent: PromptIntent): void {
  const { attachments: kinds, origin } = intent;
  const hasWords = intent.text.trim() !== '';
  const tell = (notice: Notice): void => notify(ctx, topic, notice, origin.message);
  if (kinds.length === 0) {
    if (!hasWords) tell({ type: 'empty-text' });
  } else if (hasWords) tell({ type: 'attachments-left', kinds });
  else tell({ type: 'unsupported', what: kinds.join(', ') });
}
