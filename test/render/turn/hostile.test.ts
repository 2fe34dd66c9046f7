import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Content, Slot } from '../../../src/model/slot.ts';
import type { Turn } from '../../../src/model/timeline.ts';
import { renderFolded } from '../../../src/render/turn/folded.ts';
import { renderLive } from '../../../src/render/turn/live.ts';
import { renderTurn } from '../../../src/render/turn/slots.ts';
import type { TurnView } from '../../../src/render/turn/view.ts';
import { emptyTimeline, reduce } from '../../../src/timeline/reduce.ts';
import { hostile, thread, turnId, turnStream } from '../../timeline/generated.ts';
import { faultsOf } from './faults.ts';
import { view } from './made.ts';

const detail = fc.constantFrom('off' as const, 'summary' as const, 'full' as const);
const anyView: fc.Arbitrary<TurnView> = fc
  .record({
    now: fc.nat(10_000_000),
    model: hostile,
    effort: hostile,
    liveSent: fc.boolean(),
    waits: fc.boolean(),
    display: fc.record({
      commentary: detail,
      thinking: detail,
      tools: detail,
      commands: detail,
      quietMs: fc.constantFrom(0, 180_000),
    }),
  })
  .map(view);

const anyTurn: fc.Arbitrary<Turn> = turnStream(turnId('t')).map((events) => {
  const timeline = events.reduce(
    reduce,
    reduce(emptyTimeline(thread), { type: 'turn-started', thread, turn: turnId('t'), at: 0 }),
  );
  const turn = timeline.turns.get(turnId('t'));
  if (!turn) throw new Error('The turn is missing');
  return turn;
});

const runs = { numRuns: 1_000, seed: 20_261_121 };
const messages = (slots: readonly Slot[]): Content[] =>
  slots.flatMap(({ desired }) => (desired.type === 'message' ? [desired.content] : []));

test('whatever a turn holds, Telegram takes all of its messages as they are', () => {
  fc.assert(
    fc.property(anyTurn, anyView, (turn, shown) => {
      const all = [
        renderLive(turn, shown),
        renderFolded(turn, shown),
        ...messages(renderTurn(turn, shown)),
      ];
      expect(all.flatMap(faultsOf)).toEqual([]);
    }),
    runs,
  );
});

test('at most one message of a turn makes a sound, and no two stand in one place', () => {
  fc.assert(
    fc.property(anyTurn, anyView, (turn, shown) => {
      const slots = renderTurn(turn, shown);
      const loud = slots.filter(({ desired }) => desired.type === 'message' && desired.loud);
      expect(loud.length).toBeLessThanOrEqual(1);
      expect(new Set(slots.map(({ key }) => key.name)).size).toBe(slots.length);
    }),
    runs,
  );
});
