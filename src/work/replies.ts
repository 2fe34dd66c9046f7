import type { CardId, MessageId } from '../model/ids.ts';
import type { Intent } from '../model/intent.ts';
import type { Topic } from '../model/topic.ts';
import type { Context } from './context.ts';
import { editPrompt } from './prompts/change.ts';
import { answerInWords } from './requests/words.ts';
import { mayAnswer, mayWork } from './roles.ts';

/**
 * Words that a card waits for: a reply to it, or the next text of the person who was asked.
 * True when they were taken; otherwise they are a prompt like any other.
 */
export function takeReply(
  ctx: Context,
  topic: Topic,
  intent: Extract<Intent, { type: 'prompt' }>,
): boolean {
  const { store } = ctx;
  const { actor } = intent.origin;
  const replied = intent.quoted?.ours
    ? cardOfMessage(ctx, topic, intent.quoted.message)
    : undefined;
  const awaited = store.awaits.find(topic.key, actor.id, ctx.clock.now());
  const id = replied ?? awaited;
  const body = id && store.cards.get(id)?.body;
  if (!id || !body || !intent.text.trim()) return false;
  if (body.kind === 'request' && mayAnswer(actor)) {
    const request = store.requests.ofCard(id);
    return request ? answerInWords(ctx, request, intent.text, actor.name) : false;
  }
  if (body.kind === 'queued' && mayWork(actor)) {
    const prompt = store.prompts.open(topic.key).find((one) => one.card === id);
    store.awaits.drop(id);
    return prompt ? editPrompt(ctx, prompt, intent.text) : false;
  }
  return false;
}

function cardOfMessage(ctx: Context, topic: Topic, message: MessageId): CardId | undefined {
  const name = ctx.store.slots.byMessage(topic.chat, message)?.key.name;
  const id = name?.match(/^card:(\d+)$/)?.[1];
  return id === undefined ? undefined : (Number(id) as CardId);
}
