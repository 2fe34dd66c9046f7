import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halves } from '../../../src/outbox/plan/content.ts';

test('a cut never loses a character, nor splits one, and both halves have something', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 2 }), (text) => {
      const cut = halves({ text, entities: [] });
      if (!cut) return;
      expect(cut[0].text + cut[1].text).toBe(text);
      for (const half of cut) expect(half.text.isWellFormed()).toBe(true);
      expect(cut[0].text).not.toBe('');
    }),
  );
});

test('formatting goes on behind the cut', () => {
  const text = 'aaaa bbbb';
  const cut = halves({
    text,
    entities: [
      { type: 'bold', offset: 2, length: 5 },
      { type: 'code', offset: 0, length: 1 },
      { type: 'pre', offset: 6, length: 3, language: 'ts' },
    ],
  });
  expect(cut).toEqual([
    {
      text: 'aaaa',
      entities: [
        { type: 'bold', offset: 2, length: 2 },
        { type: 'code', offset: 0, length: 1 },
      ],
    },
    {
      text: ' bbbb',
      entities: [
        { type: 'bold', offset: 0, length: 3 },
        { type: 'pre', offset: 2, length: 3, language: 'ts' },
      ],
    },
  ]);
});

test('it cuts at a line’s end, else at a word’s, else in the middle', () => {
  expect(halves({ text: 'one\ntwo three four', entities: [] })?.[0].text).toBe('one\ntwo ');
  expect(halves({ text: 'one two\nthree four', entities: [] })?.[0].text).toBe('one two\n');
  expect(halves({ text: 'abcdef', entities: [] })?.[0].text).toBe('abc');
  expect(halves({ text: 'x', entities: [] })).toBeUndefined();
});
