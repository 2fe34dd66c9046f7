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
