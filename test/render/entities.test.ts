import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entity } from '../../src/model/formatted-text.ts';
import { fitted } from '../../src/render/entities/fit.ts';
import { normalise } from '../../src/render/entities/normalise.ts';
import { partFaults } from '../support/check-rendering.ts';

const place = { offset: fc.integer({ min: 0, max: 30 }), length: fc.integer({ min: 0, max: 20 }) };
const entity: fc.Arbitrary<Entity> = fc.oneof(
  fc.record({
    type: fc.constantFrom<
      | 'bold'
      | 'italic'
      | 'underline'
      | 'strikethrough'
      | 'spoiler'
      | 'code'
      | 'blockquote'
      | 'expandable_blockquote'
    >(
      'bold',
      'italic',
      'underline',
      'strikethrough',
      'spoiler',
      'code',
      'blockquote',
      'expandable_blockquote',
    ),
    ...place,
  }),
  fc.record({ type: fc.constant('pre' as const), language: fc.constantFrom('ts', 'py'), ...place }),
  fc.record({
    type: fc.constant('text_link' as const),
    url: fc.constantFrom('https://a.b/', 'http://c.d/e'),
    ...place,
  }),
);
const letters = fc.array(fc.constantFrom('a', 'b', ' ', '\n', '.', 'é', '\u200b'), {
  minLength: 1,
  maxLength: 40,
});

test('entities at random are laid so that Telegram changes nothing', () =>
  fc.assert(
    fc.property(letters, fc.array(entity, { maxLength: 8 }), (signs, entities) => {
      const body = normalise(`x${signs.join('')}`, entities);
      expect(partFaults(body, { units: 4096, entities: 100, bytes: 9000 })).toEqual([]);
    }),
    { seed: 20, numRuns: 2000 },
  ));

test('laying entities twice is laying them once', () =>
  fc.assert(
    fc.property(letters, fc.array(entity, { maxLength: 8 }), (signs, entities) => {
      const once = normalise(signs.join(''), entities);
      expect(normalise(once.text, once.entities)).toEqual(once);
    }),
    { seed: 21, numRuns: 1000 },
  ));

test('however few entities a message may have, it has no more', () =>
  fc.assert(
    fc.property(letters, fc.array(entity, { maxLength: 8 }), fc.nat(4), (signs, entities, most) => {
      const limit = { units: 4096, entities: most, bytes: 100 };
      const body = fitted(normalise(`x${signs.join('')}`, entities), limit);
      if (body.text.length > 1) expect(partFaults(body, limit)).toEqual([]);
    }),
    { seed: 22, numRuns: 500 },
  ));
