import { expect, test } from 'vitest';
import { createTimelines } from '../../src/app/timelines.ts';
import type { ThreadId, TurnId } from '../../src/model/ids.ts';

const thread = 'thread' as ThreadId;
const id = (name: string): TurnId => name as TurnId;

test('a turn can be drawn at its end though history put it before quicker ones of the same second', () => {
  const timelines = createTimelines();
  for (const [index, name] of ['one', 'two'].entries()) {
    const at = 1_000_100 + index;
    timelines.fold({ type: 'turn-started', thread, turn: id(name), at });
    timelines.fold({
      ...{ type: 'turn-ended', thread, turn: id(name), at: at + 1 },
      ...{ outcome: 'completed', error: undefined },
    });
  }
  const read = { id: id('three'), startedAt: 1_000_000, endedAt: undefined } as const;
  const turns = [{ ...read, outcome: undefined, error: undefined, items: [] }];
  timelines.fold({ type: 'history', thread, turns, at: 1_000_200 });
  timelines.fold({
    ...{ type: 'turn-ended', thread, turn: id('three'), at: 1_000_300 },
    ...{ outcome: 'completed', error: undefined },
  });
  expect(timelines.turn(thread, id('three'))?.outcome).toBe('completed');
});

test('of threads in which nothing runs only the last are kept, of the others all', () => {
  const timelines = createTimelines();
  const threads = Array.from({ length: 60 }, (_, index) => `thread ${index}` as ThreadId);
  const turn = id('turn');
  for (const [index, one] of threads.entries()) {
    timelines.fold({ type: 'turn-started', thread: one, turn, at: index });
    if (index % 2 === 0) continue;
    const end = { outcome: 'completed', error: undefined } as const;
    timelines.fold({ type: 'turn-ended', thread: one, turn, at: index, ...end });
  }
  const kept = threads.filter((one) => timelines.turn(one, turn));
  expect(kept.filter((one) => timelines.turn(one, turn)?.outcome === undefined)).toHaveLength(30);
  expect(kept.filter((one) => timelines.turn(one, turn)?.outcome)).toEqual(
    threads.filter((_, index) => index % 2 === 1).slice(-20),
  );
});
