import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TurnEvent, TurnRecord } from '../../src/model/engine-event.ts';
import type { Item } from '../../src/model/item.ts';
import type { Timeline } from '../../src/model/timeline.ts';
import { isCompleted } from '../../src/model/turn/completed.ts';
import { mergedOrder } from '../../src/timeline/order.ts';
import { emptyTimeline, reduce } from '../../src/timeline/reduce.ts';
import { itemId, thread, turnId, turnStream } from './generated.ts';

const message = (id: string, text: string): Item => ({
  type: 'agent-message',
  id: itemId(id),
  text,
  phase: 'commentary',
  questions: [],
});
const record = (id: string, startedAt: number, ...items: Item[]): TurnRecord => ({
  id: turnId(id),
  startedAt,
  endedAt: startedAt + 5,
  outcome: 'completed',
  error: undefined,
  items,
});
const history = (turns: readonly TurnRecord[], at = 90): TurnEvent => ({
  type: 'history',
  thread,
  turns,
  at,
});
const live = (turn: string, item: Item, at: number): TurnEvent => ({
  type: 'item-completed',
  thread,
  turn: turnId(turn),
  item,
  at,
});
const delta = (turn: string, id: string, text: string, at: number): TurnEvent => ({
  type: 'text-delta',
  thread,
  turn: turnId(turn),
  item: itemId(id),
  delta: text,
  at,
});
const fold = (...events: TurnEvent[]): Timeline => events.reduce(reduce, emptyTimeline(thread));
const itemsOf = (timeline: Timeline, turn: string): string[] => [
  ...(timeline.turns.get(turnId(turn))?.items.keys() ?? []),
];

test('history brings turns that nobody heard of, oldest first', () => {
  const timeline = fold(history([record('a', 10, message('1', 'x')), record('b', 20)]));
  expect([...timeline.turns.keys()]).toEqual(['a', 'b']);
  expect(timeline.turns.get(turnId('a'))).toMatchObject({
    startedAt: 10,
    endedAt: 15,
    outcome: 'completed',
  });
});

test('history fills in what was missed and puts it in its place', () => {
  const timeline = fold(
    live('a', message('1', 'one'), 1),
    delta('a', '4', 'half', 2),
    history([
      {
        ...record('a', 0),
        outcome: undefined,
        endedAt: undefined,
        items: [message('0', 'zero'), message('1', 'one'), message('2', 'two')],
      },
    ]),
  );
  expect(itemsOf(timeline, 'a')).toEqual(['0', '1', '4', '2']);
  expect(timeline.turns.get(turnId('a'))?.outcome).toBeUndefined();
});

test('history replaces a partial item and keeps a whole one as it was seen', () => {
  const timeline = fold(
    delta('a', '1', 'half', 1),
    live('a', message('2', 'seen live'), 2),
    history([record('a', 0, message('1', 'one whole'), message('2', 'other'))]),
  );
  const items = timeline.turns.get(turnId('a'))?.items;
  expect(items?.get(itemId('1'))).toMatchObject({ partial: false, item: { text: 'one whole' } });
  expect(items?.get(itemId('2'))).toMatchObject({ item: { text: 'seen live' } });
});

test('the text of an interrupted message stays although history does not have it', () => {
  const timeline = fold(
    delta('a', '1', 'half a sentence', 1),
    history([{ ...record('a', 0), outcome: 'interrupted' }]),
  );
  expect(timeline.turns.get(turnId('a'))?.items.get(itemId('1'))).toMatchObject({
    partial: true,
    endedAt: 5,
    item: { text: '…half a sentence' },
  });
});

test('a page of old turns stands before the turn that runs', () => {
  const timeline = fold(
    { type: 'turn-started', thread, turn: turnId('now'), at: 100 },
    history([record('b', 20), record('c', 30)]),
    history([record('a', 10)]),
  );
  expect([...timeline.turns.keys()]).toEqual(['a', 'b', 'c', 'now']);
});

test('a turn of which history tells no times begins when it was read', () => {
  const timeline = fold(
    history(
      [{ ...record('a', 0, message('1', 'x')), startedAt: undefined, endedAt: undefined }],
      77,
    ),
  );
  expect(timeline.turns.get(turnId('a'))).toMatchObject({ startedAt: 77, endedAt: 77 });
});

test('an empty page changes nothing', () => {
  const before = fold(live('a', message('1', 'x'), 1), live('b', message('2', 'y'), 2));
  expect(reduce(before, history([]))).toEqual(before);
});

test('the order of two lists keeps both, and neighbours stay neighbours', () => {
  const never = (): boolean => false;
  expect(mergedOrder([1, 2, 3], [2, 9, 8, 3, 7], never)).toEqual([1, 2, 9, 8, 3, 7]);
  expect(mergedOrder([], [1, 2], never)).toEqual([1, 2]);
  expect(mergedOrder([5], [1, 9], (id) => id < 5)).toEqual([1, 5, 9]);
});

const recordOf = (timeline: Timeline): TurnRecord[] =>
  [...timeline.turns.values()].map(({ id, startedAt, endedAt, outcome, error, items }) => ({
    id,
    startedAt,
    endedAt,
    outcome,
    error,
    items: [...items.values()].filter(isCompleted).map(({ item }) => item),
  }));

test('reading the same history twice is reading it once', () => {
  fc.assert(
    fc.property(turnStream(turnId('a')), turnStream(turnId('b')), fc.nat(20), (a, b, seen) => {
      const told = recordOf([...a, ...b].reduce(reduce, emptyTimeline(thread)));
      const before = a.slice(0, seen).reduce(reduce, emptyTimeline(thread));
      const once = reduce(before, history(told, 50_000));
      expect(reduce(once, history(told, 60_000))).toEqual(once);
    }),
    { numRuns: 500, seed: 20_261_121 },
  );
});

test('live and history together know what each of them knows, completed items in the order of history', () => {
  fc.assert(
    fc.property(turnStream(turnId('a')), fc.nat(30), (events, seen) => {
      const whole = events.reduce(reduce, emptyTimeline(thread));
      const told = recordOf(whole);
      const joined = reduce(
        events.slice(0, seen).reduce(reduce, emptyTimeline(thread)),
        history(told, 50_000),
      );
      const after = recordOf(joined);
      const ids = (turns: readonly TurnRecord[]): string[] =>
        turns.flatMap(({ items }) => items.map(({ id }) => id));
      expect(ids(after)).toEqual(ids(told));
      expect(after.map(({ outcome }) => outcome)).toEqual(told.map(({ outcome }) => outcome));
    }),
    { numRuns: 500, seed: 20_261_121 },
  );
});

test('no stream of events, in whatever order, leaves an ended turn with open items', () => {
  fc.assert(
    fc.property(turnStream(turnId('a')), (events) => {
      let timeline = emptyTimeline(thread);
      for (const event of events) {
        timeline = reduce(timeline, event);
        for (const { outcome, items, endedAt } of timeline.turns.values()) {
          if (outcome === undefined) continue;
          expect(endedAt).toBeDefined();
          expect([...items.values()].every(({ endedAt }) => endedAt !== undefined)).toBe(true);
        }
      }
    }),
    { numRuns: 500, seed: 20_261_121 },
  );
});
