import type { TurnRecord } from '../../model/engine-event.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';

/**
 * A turn that holds a prompt of this topic was begun, or joined, through us; so was one that the engine named as
 * a prompt's answer. A server killed right after that answer leaves the turn without its message.
 */
export const isOurs = (ctx: Context, topic: Topic, turn: TurnRecord): boolean =>
  ctx.store.prompts.open(topic.key).some((prompt) => prompt.turn === turn.id) ||
  turn.items.some(
    (item) =>
      item.type === 'user-message' &&
      item.clientId !== undefined &&
      ctx.store.prompts.byClientId(item.clientId)?.topic === topic.key,
  );
