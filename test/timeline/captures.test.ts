import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TurnEvent, TurnRecord } from '../../src/model/engine-event.ts';
import type { ThreadId } from '../../src/model/ids.ts';
import type { Timeline, Turn } from '../../src/model/timeline.ts';
import { answerOf } from '../../src/model/turn/answer.ts';
import { isCompleted } from '../../src/model/turn/completed.ts';
import { emptyTimeline, reduce } from '../../src/timeline/reduce.ts';
import { type Captured, captures } from './captured.ts';
import { shuffled } from './generated.ts';

const streams = captures.flatMap(({ name, events }) =>
  [...events].map(([thread, list]) => ({ name, thread, events: list })),
);
const fold = (thread: ThreadId, events: readonly TurnEvent[]): Timeline =>
  events.reduce(reduce, emptyTimeline(thread));

/** What is certain of a thread in whatever order it was heard: outcomes and completed items by their ids. */
const whole = (timeline: Timeline): unknown =>
  Object.fromEntries(
    [...timeline.turns.values()].map(({ id, outcome, items }) => [
      id,
      {
        outcome,
        items: Object.fromEntries(
          [...items].filter(([, entry]) => isCompleted(entry)).map(([id, { item }]) => [id, item]),
        ),
      },
    ]),
  );

function captured(name: string): Captured {
  const found = captures.find((capture) => capture.name.startsWith(name));
  if (!found) throw new Error(`No capture ${name}`);
  return found;
}
function turnsOf(name: string): Turn[] {
  return [...captured(name).events].flatMap(([thread, events]) => [
    ...fold(thread, events).turns.values(),
  ]);
}

test('every prefix of every recorded session folds', () => {
  expect(streams.length).toBeGreaterThan(20);
  for (const { thread, events } of streams) {
    let timeline = emptyTimeline(thread);
    for (const event of events) {
      timeline = reduce(timeline, event);
      for (const turn of timeline.turns.values()) expect(answerOf(turn)).toBeInstanceOf(Array);
    }
  }
});

test('every suffix folds, as for somebody who joins in the middle', () => {
  for (const { thread, events } of streams) {
    for (let from = 0; from < events.length; from += 1) {
      const timeline = fold(thread, events.slice(from));
      for (const turn of timeline.turns.values()) {
        if (turn.outcome === undefined) continue;
        expect([...turn.items.values()].every(({ endedAt }) => endedAt !== undefined)).toBe(true);
      }
    }
  }
});

test('items that overtake one another come to the same completed items', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...streams),
      fc.array(fc.nat(20), { minLength: 1, maxLength: 40 }),
      ({ thread, events }, picks) => {
        const mixed = shuffled(byItem(events), picks);
        expect(whole(fold(thread, mixed))).toEqual(whole(fold(thread, events)));
      },
    ),
    { numRuns: 300, seed: 20_261_121 },
  );
});

/** Events apart by what must keep its order: each item, and the rest of each turn. */
function byItem(events: readonly TurnEvent[]): TurnEvent[][] {
  const lists = new Map<string, TurnEvent[]>();
  for (const event of events) {
    const item =
      'item' in event ? (typeof event.item === 'string' ? event.item : event.item.id) : '';
    const key = `${'turn' in event ? event.turn : ''} ${item}`;
    lists.set(key, [...(lists.get(key) ?? []), event]);
  }
  return [...lists.values()];
}

const withHistory = (): { thread: ThreadId; events: readonly TurnEvent[]; turns: TurnRecord[] }[] =>
  captures.flatMap(({ events, read }) =>
    [...events]
      .map(([thread, list]) => {
        const ids = new Set<string>(list.map((event) => ('turn' in event ? event.turn : '')));
        return { thread, events: list, turns: read.filter(({ id }) => ids.has(id)) };
      })
      .filter(({ turns }) => turns.length > 0),
  );

test('what was heard live agrees with what the history says of the same turns', () => {
  const both = withHistory();
  expect(both.length).toBeGreaterThan(0);
  for (const { thread, events, turns } of both) {
    const ended = turns.filter(({ outcome }) => outcome !== undefined);
    const history: TurnEvent = { type: 'history', thread, turns: ended, at: 1 };
    const told = new Map(
      [...fold(thread, [history]).turns].map(([id, turn]) => [id as string, turn]),
    );
    const live = fold(thread, [...events, history]);
    for (const turn of live.turns.values()) {
      const read = told.get(turn.id);
      if (!read) continue;
      const completed = [...turn.items.values()].filter(isCompleted).map(({ item }) => item);
      expect(completed).toEqual([...read.items.values()].map(({ item }) => item));
    }
  }
});

test('the recorded answers are found', () => {
  const answers = (name: string): string[] =>
    turnsOf(name).map((turn) =>
      answerOf(turn)
        .map(({ text }) => text)
        .join('\n\n'),
    );
  expect(answers('02')[0]).toMatch(/^## Part 1/);
  expect(answers('05b')).toEqual(['going on: {"accepted":true}']);
  expect(answers('07')).toEqual(['']);
  expect(answers('13')).toEqual([
    '# Plan\n\n1. Change a\n2. Test\n',
    'You said: Implement the plan.',
  ]);
  expect(answers('15').some((text) => text.startsWith('One input breaks it.'))).toBe(true);
});

test('a turn that is joined in the middle has its whole answer at the end', () => {
  const [thread, events] = captured('09').events.entries().next().value ?? [];
  if (!thread || !events) throw new Error('The capture is empty');
  expect(events[0]?.type).toBe('text-delta');
  const until = events.findIndex(({ type }) => type === 'item-completed');
  const texts = (timeline: Timeline): string[] =>
    [...timeline.turns.values()].flatMap(({ items }) =>
      [...items.values()].flatMap(({ item }) => (item.type === 'agent-message' ? item.text : [])),
    );
  const [before = ''] = texts(fold(thread, events.slice(0, until)));
  const [after = ''] = texts(fold(thread, events));
  expect(before.startsWith('…')).toBe(true);
  expect(after.startsWith('…')).toBe(false);
  expect(after.length).toBeGreaterThan(before.length);
});

test('tokens that are told of an old turn on a resume do not open it', () => {
  const [thread, events] = captured('22').events.entries().next().value ?? [];
  if (!thread || !events) throw new Error('The capture is empty');
  expect(events[0]?.type).toBe('context');
  expect(fold(thread, events.slice(0, 1)).turns.size).toBe(0);
  expect(fold(thread, events).turns.size).toBe(1);
});
