import type { TurnRecord } from '../../model/engine-event.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';

/** A turn that holds a prompt of this topic was begun, or joined, through us. */
export const isOurs = (ctx: Context, topic: Topic, turn: TurnRecord): boolean =>
  turn.items.some(
    (item) =>
      item.type === 'user-message' &&
      item.clientId !== undefined &&
      ctx.store.prompts.byClientId(item.clientId)?.topic === topic.key,
  );
