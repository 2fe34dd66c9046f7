import type { KeptRequest } from '../../store/tables/requests.ts';
import type { Context } from '../context.ts';
import { steer } from '../prompts/steer.ts';
import { newClientId } from '../prompts/stored.ts';
import { decide } from './answer.ts';
import { answerQuestion } from './questions.ts';

/**
 * Typed words for an open request: the answer of its question, or the reason of a refusal. A reason is
 * steered first, so that the model reads it with the refusal. False when the request takes no words any more.
 */
export function answerInWords(
  ctx: Context,
  request: KeptRequest,
  text: string,
  by: string,
): boolean {
  const body = ctx.store.cards.get(request.card)?.body;
  if (body?.kind !== 'request' || request.state !== 'asked') return false;
  if (request.ask.type === 'questions') {
    return answerQuestion(ctx, request, body.page, text, by);
  }
  if (body.awaits !== 'because') return false;
  const topic = ctx.store.topics.get(request.topic);
  if (!topic) return false;
  const prompt = ctx.store.prompts.add({
    topic: topic.key,
    generation: topic.generation,
    state: 'waiting',
    clientId: newClientId(ctx),
    text,
    source: undefined,
    gather: undefined,
    now: ctx.clock.now(),
  });
  steer(ctx, topic, prompt);
  return decide(ctx, request, { type: 'decision', decision: { type: 'no' } }, by, text);
}
