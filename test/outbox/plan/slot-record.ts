import type { TopicKey } from '../../../src/model/ids.ts';
import type { Content, Desired } from '../../../src/model/slot.ts';
import { desiredHash } from '../../../src/outbox/plan/hash.ts';
import type { SlotRecord } from '../../../src/store/tables/slots.ts';

export const content = (text: string): Content => ({ text: { text, entities: [] }, buttons: [] });

export const message = (text: string): Desired => ({
  type: 'message',
  content: content(text),
  loud: false,
  replyTo: undefined,
});

/** A final that waits, but for the changes. */
export function slotRecord(changes: Partial<SlotRecord> = {}): SlotRecord {
  const desired = changes.desired ?? message('hello');
  return {
    seq: 1,
    key: { topic: 1 as TopicKey, generation: 0, name: 'final' },
    priority: 'final',
    place: 1,
    desired,
    desiredHash: desiredHash(desired),
    state: 'queued',
    message: undefined,
    deliveredHash: undefined,
    attempts: 0,
    nextAt: 0,
    closed: false,
    reason: undefined,
    withoutEntities: false,
    withoutButtons: false,
    renewed: false,
    changedAt: 0,
    ...changes,
  };
}
