import type { Intent } from '../../model/intent.ts';
import { notify } from '../cards.ts';
import type { Context } from '../context.ts';
import { placeOf } from '../places.ts';
import { takeReply } from '../replies.ts';
import { mayWork } from '../roles.ts';
import { enqueue } from './enqueue.ts';
import { gather, joinsPaste } from './gather.ts';
import { storePrompt, textOf } from './stored.ts';

/** Plain text: words for a card that waits for them, a piece of what is being gathered, or a new prompt. */
export function acceptPrompt(ctx: Context, intent: Extract<Intent, { type: 'prompt' }>): void {
  const { origin } = intent;
  const topic = placeOf(ctx, origin);
  if (takeReply(ctx, topic, intent)) return;
  if (!mayWork(origin.actor)) {
    notify(ctx, topic, { type: 'not-allowed', name: 'prompt' }, origin.message);
    return;
  }
  if (intent.attachments.length > 0) {
    notify(ctx, topic, { type: 'attachments-left', kinds: intent.attachments }, origin.message);
  }
  if (!intent.text.trim()) {
    if (intent.attachments.length === 0) notify(ctx, topic, { type: 'empty-text' }, origin.message);
    return;
  }
  if (intent.gather || joinsPaste(ctx, topic, origin)) {
    gather(ctx, topic, intent);
    return;
  }
  enqueue(ctx, topic, storePrompt(ctx, topic, { text: textOf(intent), origin }));
}
