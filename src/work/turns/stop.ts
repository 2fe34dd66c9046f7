import type { MessageId, TurnId } from '../../model/ids.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';

/** Why a turn was stopped, kept until it has ended. */
export interface StopMark {
  readonly turn: TurnId | undefined;
  /** The `/stop` message that is to be answered. */
  readonly message?: MessageId;
  /** The head of the queue follows without a question. */
  readonly sendNext?: boolean;
}

const key = (topic: Topic): string => `stop:${topic.key}`;

/** Asks the engine to interrupt; a turn that is only being started is interrupted when it is known. */
export function stopTurn(
  ctx: Context,
  topic: Topic,
  how: Omit<StopMark, 'turn'> | undefined,
): void {
  const turn = topic.runningTurn;
  ctx.store.meta.set(key(topic), JSON.stringify({ ...how, turn }));
  if (turn) interrupt(ctx, topic, turn);
}

/** A turn began for which somebody pressed Stop before its id was known. */
export function stopIfAsked(ctx: Context, topic: Topic, turn: TurnId): void {
  const mark = stopMark(ctx, topic);
  if (!mark || mark.turn !== undefined) return;
  ctx.store.meta.set(key(topic), JSON.stringify({ ...mark, turn }));
  interrupt(ctx, topic, turn);
}

export function stopMark(ctx: Context, topic: Topic): StopMark | undefined {
  const kept = ctx.store.meta.get(key(topic));
  return kept ? (JSON.parse(kept) as StopMark) : undefined;
}

export const forgetStop = (ctx: Context, topic: Topic): void => ctx.store.meta.remove(key(topic));

function interrupt(ctx: Context, topic: Topic, turn: TurnId): void {
  const now = ctx.clock.now();
  ctx.store.commands.add(topic.key, topic.generation, { type: 'interrupt', turn }, now);
  ctx.out.dispatch();
}
