import { expect, test } from 'vitest';
import { moved, type SlotMove, slotMoves } from '../../../src/outbox/plan/moves.ts';
import type { SlotState } from '../../../src/store/tables/slots.ts';
import { slotRecord } from './slot-record.ts';

const states = Object.keys(slotMoves) as SlotState[];

test('every state can be reached from queued', () => {
  const reached = new Set<SlotState>(['queued']);
  for (const state of reached)
    for (const next of Object.values(slotMoves[state])) reached.add(next);
  expect([...reached].toSorted()).toEqual(states.toSorted());
});

test('nothing but new content wakes a slot that was set aside', () => {
  expect(slotMoves.dead).toEqual({ changed: 'queued' });
});

test('a call can begin only where none is under way', () => {
  const begins = states.filter((state) => slotMoves[state].begun !== undefined);
  expect(begins.toSorted()).toEqual(['queued', 'sent', 'unknown']);
});

test('a move keeps what it does not change, and a refused one is a bug', () => {
  const slot = slotRecord({ attempts: 3 });
  expect(moved(slot, 'begun', { nextAt: 7 })).toEqual({ ...slot, state: 'sending', nextAt: 7 });
  const refusedMove: SlotMove = 'doubted';
  expect(() => moved(slot, refusedMove, {})).toThrow('A slot that is queued cannot be doubted.');
});
