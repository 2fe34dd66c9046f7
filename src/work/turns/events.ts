import type { EngineEvent, TurnEvent } from '../../model/engine-event.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';
import { connected, noteAway } from '../recovery/connection.ts';
import { requestAsked } from '../requests/asked.ts';
import { requestResolved } from '../requests/over.ts';
import { keepLimits } from '../usage.ts';
import { turnEnded } from './ended.ts';
import { itemChanged } from './item.ts';
import { turnStarted } from './started.ts';

/** What the engine reports, as changes of rows. Runs in one transaction with all that follows from it. */
export function acceptEvent(ctx: Context, event: EngineEvent): void {
  if (event.type === 'connected') connected(ctx);
  else if (event.type === 'disconnected') noteAway(ctx);
  else if (event.type === 'limits') keepLimits(ctx, event.windows);
  else if (event.type === 'request') requestAsked(ctx, event);
  else if (event.type === 'request-resolved') requestResolved(ctx, event.thread, event.rpc);
  else {
    const topic = ctx.store.topics.byThread(ctx.instance, event.thread);
    if (topic) acceptTopicEvent(ctx, topic, event);
  }
}

function acceptTopicEvent(ctx: Context, topic: Topic, event: TurnEvent | ThreadEvent): void {
  switch (event.type) {
    case 'turn-started':
      turnStarted(ctx, topic, event);
      break;
    case 'item-started':
    case 'item-completed':
      itemChanged(ctx, topic, event);
      break;
    case 'turn-ended':
      turnEnded(ctx, topic, event);
      break;
    case 'thread-status':
      if (event.status === 'running' || event.status === 'waiting') ctx.out.subscribe(topic);
      break;
    default:
    // Deltas only touch the timeline; names and settings are read where they are shown.
  }
}

type ThreadEvent = Extract<
  EngineEvent,
  { type: 'thread-status' | 'thread-renamed' | 'thread-settings' }
>;
