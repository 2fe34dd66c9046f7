import type { Refusal } from '../../model/call.ts';
import type { Content, Desired } from '../../model/slot.ts';
import { unreachable } from '../../model/unreachable.ts';
import type { SlotRecord } from '../../store/tables/slots.ts';
import { dayMs, goneTopicMs, hourMs } from './backoff.ts';
import { halves } from './content.ts';
import { moved } from './moves.ts';
import { type Attempt, again, type Outcome } from './outcome.ts';
import { messageGone } from './wish.ts';

/** What to do when Telegram said no (telegram.md 2.4): mend it once, hold it, or set it aside. */
export function refused(
  attempt: Attempt,
  refusal: Exclude<Refusal, 'not-modified'>,
  description: string,
): Outcome {
  const { slot, now } = attempt;
  switch (refusal) {
    case 'entities':
      return slot.withoutEntities
        ? dead(attempt, refusal)
        : held(attempt, { withoutEntities: true });
    case 'markup':
      return slot.withoutButtons ? dead(attempt, refusal) : held(attempt, { withoutButtons: true });
    case 'too-long':
      return shortened(attempt);
    case 'message-gone':
      return orphaned(attempt);
    case 'topic-gone':
      return {
        slot: again(attempt, {
          nextAt: now + goneTopicMs(slot.attempts),
          attempts: slot.attempts + 1,
        }),
        effects: [{ type: 'topic-gone', certain: false }],
      };
    case 'topic-closed':
      return { slot: again(attempt), effects: [{ type: 'topic-closed' }] };
    case 'no-topics':
      return held(attempt, { nextAt: now + hourMs, reason: refusal });
    case 'rights':
      return withoutRights(attempt);
    case 'chat-gone':
    case 'blocked':
      return { slot: again(attempt), effects: [{ type: 'hold', reason: refusal }] };
    case 'token':
      return { slot: again(attempt), effects: [{ type: 'token' }] };
    case 'empty':
    case 'too-large':
    case 'callback-expired':
      return dead(attempt, refusal);
    case 'other':
      return dead(attempt, refusal, description);
    default:
      return unreachable(refusal);
  }
}

const held = (attempt: Attempt, changes: Partial<Omit<SlotRecord, 'state'>>): Outcome => ({
  slot: again(attempt, changes),
  effects: [],
});

const dead = ({ slot, now }: Attempt, reason: string, description = ''): Outcome => ({
  slot: moved(slot, 'refused', { nextAt: undefined, reason, changedAt: now }),
  // What somebody has taken away is not missed.
  effects: reason === messageGone ? [] : [{ type: 'set-aside', reason, description }],
});

/** A right that only this call needs holds only this slot; the right to write holds the chat. */
function withoutRights(attempt: Attempt): Outcome {
  const { call, now } = attempt;
  if (call.type === 'send' || call.type === 'edit' || call.type === 'document') {
    return { slot: again(attempt), effects: [{ type: 'hold', reason: 'rights' }] };
  }
  return call.type === 'create-topic' || call.type === 'rename-topic'
    ? held(attempt, { nextAt: now + dayMs, reason: 'rights' })
    : dead(attempt, 'rights');
}

/** Somebody deleted the message. A running turn gets one more live message; anything else is let be. */
function orphaned(attempt: Attempt): Outcome {
  const { slot } = attempt;
  if (slot.desired.type !== 'live' || slot.renewed || slot.closed)
    return dead(attempt, messageGone);
  return held(attempt, { message: undefined, deliveredHash: undefined, renewed: true });
}

function shortened(attempt: Attempt): Outcome {
  const { slot } = attempt;
  const { desired } = slot;
  if (desired.type === 'document' && desired.caption !== '') {
    const text = { text: desired.caption, entities: [] };
    return {
      slot: again(attempt, { desired: { ...desired, caption: '' } }),
      effects: [{ type: 'continue', rest: silent({ text, buttons: [] }) }],
    };
  }
  const cut = desired.type === 'message' ? halves(desired.content.text) : undefined;
  if (desired.type !== 'message' || !cut) return dead(attempt, 'too-long');
  const [text, rest] = cut;
  // Buttons stay under the last part, where the reading ends.
  return {
    slot: again(attempt, { desired: { ...desired, content: { text, buttons: [] } } }),
    effects: [{ type: 'continue', rest: silent({ text: rest, buttons: desired.content.buttons }) }],
  };
}

const silent = (content: Content): Desired => ({
  type: 'message',
  content,
  loud: false,
  replyTo: undefined,
});
