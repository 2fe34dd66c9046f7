import type { RequestAnswer } from '../../model/request.ts';
import type { KeptRequest } from '../../store/tables/requests.ts';
import type { Context } from '../context.ts';
import { changeRequestCard } from './show.ts';

/** A person decided: kept first, then sent. False when somebody was quicker, here or elsewhere. */
export function decide(
  ctx: Context,
  request: KeptRequest,
  answer: RequestAnswer,
  by: string,
  because?: string,
): boolean {
  const decided = ctx.store.requests.move(request, 'pressed');
  if (!decided) return false;
  const now = ctx.clock.now();
  ctx.store.requests.keepAnswer(request.key, { answer, by, because, now });
  changeRequestCard(ctx, request, {
    outcome: { type: 'deciding', by, at: now },
    awaits: undefined,
  });
  sendAnswer(ctx, decided);
  return true;
}

/** Writes the command that carries a kept answer to the engine. */
export function sendAnswer(ctx: Context, request: KeptRequest): void {
  const body = { type: 'answer', request: request.key } as const;
  ctx.store.commands.add(request.topic, request.generation, body, ctx.clock.now());
  ctx.out.dispatch();
}
