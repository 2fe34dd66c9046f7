import type { KeptRequest } from '../../store/tables/requests.ts';
import type { Context } from '../context.ts';
import { decide } from './answer.ts';
import { changeRequestCard } from './show.ts';

/** One question of several was answered: the card turns its page, and after the last one the answer goes out. */
export function answerQuestion(
  ctx: Context,
  request: KeptRequest,
  page: number,
  text: string,
  by: string,
): boolean {
  const body = ctx.store.cards.get(request.card)?.body;
  if (body?.kind !== 'request' || request.ask.type !== 'questions') return false;
  if (request.state !== 'asked' || body.page !== page) return false;
  const answered = [...body.answered, text];
  const { questions } = request.ask;
  if (answered.length < questions.length) {
    ctx.store.awaits.drop(request.card);
    changeRequestCard(ctx, request, { answered, page: page + 1, awaits: undefined });
    return true;
  }
  const answers = Object.fromEntries(questions.map(({ id }, at) => [id, [answered[at] ?? '']]));
  changeRequestCard(ctx, request, { answered });
  return decide(ctx, request, { type: 'answers', answers }, by);
}

/** The label of an option that was pressed. */
export function optionLabel(
  request: KeptRequest,
  question: number,
  option: number,
): string | undefined {
  return request.ask.type === 'questions'
    ? request.ask.questions[question]?.options[option]?.label
    : undefined;
}
