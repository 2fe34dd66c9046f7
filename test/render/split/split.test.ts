import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FormattedText } from '../../../src/model/formatted-text.ts';
import { bold, code, join, link, plain, pre } from '../../../src/render/compose.ts';
import { toFormattedText } from '../../../src/render/markdown/to-formatted-text.ts';
import { numbered } from '../../../src/render/split/numbered.ts';
import { split } from '../../../src/render/split/split.ts';
import { joins, partFaults } from '../../support/check-rendering.ts';
import { all } from '../../support/documents.ts';

const texts = (parts: readonly FormattedText[]): string[] => parts.map(({ text }) => text);
const upTo = (units: number) => ({ units, entities: 100, bytes: 9000 });

test('parts of any size are the text in order, and Telegram leaves each as it is', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      fc.record({
        units: fc.constantFrom(1, 2, 3, 7, 20, 90, 400),
        entities: fc.constantFrom(1, 3, 10, 100),
        bytes: fc.constantFrom(200, 900, 9000),
      }),
      (document, limit) => {
        const body = toFormattedText(document.slice(0, 3000));
        const parts = split(body, limit);
        expect(joins(body.text, parts)).toBe(true);
        expect(parts.flatMap((part) => partFaults(part, limit))).toEqual([]);
      },
    ),
    { seed: 19, numRuns: 300 },
  ));

test('a short text stays one part, and a blank one is none', () => {
  expect(split(plain('hello'))).toEqual([{ text: 'hello', entities: [] }]);
  expect(split(plain(' \n\u200b'))).toEqual([]);
});

test('cuts come between paragraphs first, then lines, sentences, words, and anywhere last', () => {
  expect(texts(split(plain('one two\nthree\n\nfour five six'), upTo(20)))).toEqual([
    'one two\nthree',
    'four five six',
  ]);
  expect(texts(split(plain('one two three\nfour. five six'), upTo(20)))).toEqual([
    'one two three',
    'four. five six',
  ]);
  expect(texts(split(plain('one two three. four five six'), upTo(20)))).toEqual([
    'one two three.',
    'four five six',
  ]);
  expect(texts(split(plain('one two three four five six'), upTo(20)))).toEqual([
    'one two three four',
    'five six',
  ]);
  expect(texts(split(plain('x'.repeat(25)), upTo(20)))).toEqual(['x'.repeat(20), 'x'.repeat(5)]);
});

test('an emoji made of many is never cut', () => {
  const family = '👨‍👩‍👧‍👦';
  const parts = texts(split(plain(family.repeat(10)), upTo(30)));
  expect(parts.every((part) => part.length % family.length === 0)).toBe(true);
});

test('code goes on in the next part as code of the same language, cut at the end of a line', () => {
  const lines = Array.from({ length: 30 }, (_, n) => `line ${n};`);
  const parts = split(pre(lines.join('\n'), 'ts'), upTo(100));
  expect(parts.length).toBeGreaterThan(2);
  for (const { text, entities } of parts) {
    expect(entities).toEqual([{ type: 'pre', language: 'ts', offset: 0, length: text.length }]);
    expect(text).toMatch(/^line \d+;[\s\S]*;$/);
  }
});

test('code is cut where the next line is not indented, so that no indentation is lost', () => {
  const body = pre('def a():\n    return 1\ndef b():\n    return 2\n    # end of b');
  expect(texts(split(body, upTo(42)))).toEqual([
    'def a():\n    return 1',
    'def b():\n    return 2\n    # end of b',
  ]);
});

test('code and links that fit the next part are not cut', () => {
  const body = join([
    'some words before it ',
    code('git status --short'),
    ' ',
    link('the page of the project', 'https://a.b/'),
  ]);
  expect(texts(split(body, upTo(30)))).toEqual([
    'some words before it',
    'git status --short',
    'the page of the project',
  ]);
});

test('a style over a cut goes on behind it', () => {
  expect(split(bold('one two three four'), upTo(10)).map(({ entities }) => entities)).toEqual([
    [{ type: 'bold', offset: 0, length: 7 }],
    [{ type: 'bold', offset: 0, length: 10 }],
  ]);
});

test('inner styles are given up before a part is made shorter', () => {
  const words = Array.from({ length: 60 }, (_, n) => `**b${n} *i* c**`).join(' ');
  const parts = split(toFormattedText(words));
  expect(parts).toHaveLength(1);
  expect(parts[0]?.entities.length).toBeLessThanOrEqual(100);
  const boldUnits = parts[0]?.entities.filter(({ type }) => type === 'bold') ?? [];
  const bolded = boldUnits.reduce((sum, { length }) => sum + length, 0);
  expect(bolded).toBe((parts[0]?.text.length ?? 0) - 59);
});

test('links are never given up: a part ends where its links would be too many or too long', () => {
  const url = (n: number): string => `https://example.com/${n}/${'x'.repeat(200)}`;
  const body = join(
    Array.from({ length: 150 }, (_, n) => link(`l${n}`, url(n))),
    ' ',
  );
  const parts = split(body);
  expect(parts.flatMap(({ entities }) => entities)).toHaveLength(150);
  expect(parts.length).toBe(5);
});

test('three parts or more say which of how many they are', () => {
  const parts = split(plain('word '.repeat(2000)));
  expect(texts(numbered(parts)).map((text) => text.split('\n\n').at(-1))).toEqual([
    '1/3',
    '2/3',
    '3/3',
  ]);
  expect(numbered(parts.slice(0, 2))).toEqual(parts.slice(0, 2));
  expect(numbered(parts).every(({ text }) => text.length <= 4096)).toBe(true);
});
