import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MessageId, TurnId } from '../../../src/model/ids.ts';
import type { Desired, Slot } from '../../../src/model/slot.ts';
import { desiredHash } from '../../../src/outbox/plan/hash.ts';
import { wish } from '../../../src/outbox/plan/wish.ts';
import type { SlotRecord } from '../../../src/store/tables/slots.ts';
import { message, slotRecord } from './slot-record.ts';

const wanted = (desired: Desired): Slot => ({ key: slotRecord().key, priority: 'reply', desired });
const live: Desired = { type: 'live', turn: 't' as TurnId };
const hash = (text: string): string => desiredHash(message(text));

const after = (record: SlotRecord, desired: Desired): SlotRecord => {
  const result = wish(record, wanted(desired), 50);
  return result.type === 'save' ? result.record : record;
};

test('a slot that is not known is added', () => {
  expect(wish(undefined, wanted(message('a')), 50)).toMatchObject({
    type: 'add',
    slot: { desiredHash: hash('a') },
  });
});

test('the same wish again changes nothing, whatever state the slot is in', () => {
  for (const state of ['queued', 'sending', 'sent', 'unknown', 'dead'] as const) {
    expect(wish(slotRecord({ state }), wanted(message('hello')), 50)).toEqual({ type: 'nothing' });
  }
});

test('other content queues a sent slot, and waits for a call under way or in doubt', () => {
  const next = (state: SlotRecord['state']) =>
    after(slotRecord({ state, nextAt: undefined }), message('b'));
  expect(next('sent')).toMatchObject({ state: 'queued', nextAt: 50, priority: 'reply' });
  expect(next('sending')).toMatchObject({ state: 'sending', reason: undefined });
  expect(next('unknown')).toMatchObject({ state: 'unknown' });
  expect(next('dead')).toMatchObject({ state: 'queued', nextAt: 50 });
});

test('content that changes back before it went needs no call', () => {
  const record = slotRecord({
    message: 7 as MessageId,
    desired: message('b'),
    desiredHash: hash('b'),
    deliveredHash: hash('a'),
  });
  expect(after(record, message('a'))).toMatchObject({ state: 'sent', nextAt: undefined });
  expect(after({ ...record, state: 'sent', nextAt: undefined }, message('a'))).toMatchObject({
    state: 'sent',
  });
});

test('a closed slot is opened again by other content; a closed live one can still be folded', () => {
  const sent = slotRecord({ closed: true, state: 'sent', nextAt: undefined });
  expect(after(sent, message('b'))).toMatchObject({ state: 'queued', closed: false });
  const folded = after(slotRecord({ closed: true, desired: live, state: 'sent' }), message('b'));
  expect(folded).toMatchObject({ state: 'queued', desired: { type: 'message' } });
});

test('a wish that nothing more is expected closes the slot and changes nothing else', () => {
  const over = { ...wanted(message('hello')), over: true };
  for (const state of ['queued', 'sending', 'sent', 'unknown', 'dead'] as const) {
    const record = slotRecord({ state });
    const closed = { ...record, closed: true, changedAt: 50 };
    expect(wish(record, over, 50)).toEqual({ type: 'save', record: closed });
    expect(wish(closed, over, 50)).toEqual({ type: 'nothing' });
  }
});

test('new content may carry the forms that the old was refused with', () => {
  const record = slotRecord({ withoutEntities: true, withoutButtons: true });
  expect(after(record, message('b'))).toMatchObject({
    withoutEntities: false,
    withoutButtons: false,
  });
});

test('a hash tells contents apart, not the order in which they were written down', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(hash(a) === hash(b)).toBe(a === b);
    }),
  );
  expect(desiredHash({ type: 'topic', name: 'x' })).toBe(desiredHash({ name: 'x', type: 'topic' }));
  expect(desiredHash(live)).toBe('');
  expect(desiredHash({ ...message('a'), loud: true } as Desired)).toBe(hash('a'));
});
