import type { Topic } from '../../model/topic.ts';
import { notify } from '../cards.ts';
import type { Context } from '../context.ts';
import { isBusy } from '../prompts/pause.ts';
import { stopTurn } from '../turns/stop.ts';
import type { CommandIntent } from './intent.ts';

/** `/stop`: the interrupt is written at once, past every queue; the end of the turn tells what came of it. */
export function stopCommand(ctx: Context, topic: Topic, intent: CommandIntent): void {
  const { message } = intent.origin;
  if (isBusy(ctx, topic)) stopTurn(ctx, topic, { message });
  else notify(ctx, topic, { type: 'nothing-runs' }, message);
}
