import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';
import { forgetStop, stopMark } from './stop.ts';
import { tellInterrupted } from './tell.ts';

/** A prompt came back unsent after somebody had pressed Stop: the wish holds, and the queue asks. */
export function stopNotStarted(ctx: Context, topic: Topic): void {
  const stopped = stopMark(ctx, topic);
  if (!stopped || stopped.turn !== undefined) return;
  forgetStop(ctx, topic);
  const startedAt = ctx.clock.now();
  tellInterrupted(ctx, topic, { startedAt, still: [], stopped, lost: false });
}
