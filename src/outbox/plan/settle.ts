import type { Call, CallResult } from '../../model/call.ts';
import type { MessageId, TopicId } from '../../model/ids.ts';
import { unreachable } from '../../model/unreachable.ts';
import { moved } from './moves.ts';
import { type Attempt, again, doubted, type Effect, type Outcome } from './outcome.ts';
import { refused } from './refused.ts';

/** The slot after its call, and what else follows. The whole of what the outbox thinks of an answer. */
export function settle(attempt: Attempt, result: CallResult): Outcome {
  switch (result.type) {
    case 'done':
      return isElsewhere(attempt.call, result.topic)
        ? astray(attempt, result.message)
        : delivered(attempt, result);
    case 'not-sent':
      return { slot: again(attempt), effects: [{ type: 'offline' }] };
    case 'flood':
      return {
        slot: again(attempt),
        effects: [{ type: 'flood', retryAfterMs: result.retryAfterMs }],
      };
    case 'unknown':
      return { slot: doubted(attempt.slot, attempt.makesNew, attempt.now), effects: [] };
    case 'migrated':
      return { slot: again(attempt), effects: [{ type: 'migrated', to: result.to }] };
    case 'refused':
      return result.refusal === 'not-modified'
        ? delivered(attempt, { message: undefined, topic: undefined })
        : refused(attempt, result.refusal, result.description);
    default:
      return unreachable(result);
  }
}

// Private chats delivered into the main view for weeks when a topic was gone (tdlib/telegram-bot-api#854).
function isElsewhere(call: Call, topic: TopicId | undefined): boolean {
  if (call.type !== 'send' && call.type !== 'document') return false;
  return call.address.topic !== undefined && call.address.topic !== topic;
}

/** It counts as not delivered, and goes out again once its topic has been replaced. */
const astray = (attempt: Attempt, message: MessageId | undefined): Outcome => ({
  slot: again(attempt),
  effects: [
    { type: 'topic-gone', certain: true },
    ...(message === undefined ? [] : [{ type: 'stray', message } as const]),
  ],
});

function delivered(
  { slot, call, hash, now }: Attempt,
  result: Pick<Extract<CallResult, { type: 'done' }>, 'message' | 'topic'>,
): Outcome {
  const isMessage = slot.desired.type !== 'topic';
  const isSettled = slot.desired.type === 'live' || hash === slot.desiredHash;
  // A message can be taken away whatever became of its topic: that proves nothing.
  const effects: Effect[] = call.type === 'delete' ? [] : [{ type: 'works' }];
  if (call.type === 'create-topic' && result.topic !== undefined) {
    effects.push({ type: 'topic-made', topic: result.topic });
  }
  return {
    slot: moved(slot, isSettled ? 'delivered' : 'again', {
      nextAt: isSettled ? undefined : now,
      message: isMessage ? (slot.message ?? result.message) : undefined,
      deliveredHash: hash,
      attempts: 0,
      reason: undefined,
      changedAt: now,
    }),
    effects,
  };
}
