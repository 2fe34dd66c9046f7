import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderCard } from '../../../src/render/card/render-card.ts';
import { faultsOf } from '../turn/faults.ts';
import { anyCard } from './made.ts';

test('whatever a card holds, Telegram takes it as it is and every button has a label', () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      const { content } = renderCard(card, { now: 1_800_000_000_000, timezoneOffset: 120 });
      expect(faultsOf(content)).toEqual([]);
    }),
    { numRuns: 2_500, seed: 20_261_121 },
  );
});
