import { expect, test } from 'vitest';
import {
  bold,
  code,
  expandable,
  italic,
  join,
  link,
  plain,
  pre,
} from '../../src/render/compose.ts';
import { cutMiddle } from '../../src/render/cut-middle.ts';
import { normalise } from '../../src/render/entities/normalise.ts';
import { isBlank } from '../../src/render/text/blank.ts';
import { boundaryBefore } from '../../src/render/text/boundary.ts';
import { clean } from '../../src/render/text/clean.ts';
import { columns } from '../../src/render/text/width.ts';
import { truncate } from '../../src/render/truncate.ts';

const family = '👨‍👩‍👧‍👦';

test('parts put together keep their formatting in place', () => {
  expect(join(['a ', bold('b'), link('c', 'https://a.b')], '-')).toEqual({
    text: 'a -b-c',
    entities: [
      { type: 'bold', offset: 3, length: 1 },
      { type: 'text_link', url: 'https://a.b/', offset: 5, length: 1 },
    ],
  });
});

test('a link that Telegram refuses is its text and its address', () => {
  expect(link('a', 'http://localhost')).toEqual(plain('a (http://localhost)'));
});

test('a style may be laid over formatted text', () => {
  expect(bold(join(['a', italic('b')])).entities).toEqual([
    { type: 'bold', offset: 0, length: 2 },
    { type: 'italic', offset: 1, length: 1 },
  ]);
});

test('constructors clean what they are given, and mark nothing where there is nothing', () => {
  expect(code('a\nb\r')).toEqual({
    text: 'a b ',
    entities: [{ type: 'code', offset: 0, length: 4 }],
  });
  expect(pre('\ta\n', 'not/a language').entities).toEqual([{ type: 'pre', offset: 0, length: 5 }]);
  expect(pre('a', 'ts').entities).toEqual([{ type: 'pre', language: 'ts', offset: 0, length: 1 }]);
  expect([bold(''), code(''), expandable(plain(''))].flatMap(({ entities }) => entities)).toEqual(
    [],
  );
});

test('a folded quote takes the place of quotes inside it', () => {
  expect(expandable(expandable(bold('a'))).entities.map(({ type }) => type)).toEqual([
    'expandable_blockquote',
    'bold',
  ]);
});

test('a truncated body ends with an ellipsis, its formatting with its text', () => {
  expect(truncate(bold('one two'), 5)).toEqual({
    text: 'one…',
    entities: [{ type: 'bold', offset: 0, length: 3 }],
  });
  expect(truncate(plain('one'), 3)).toEqual(plain('one'));
  expect(truncate(plain(family.repeat(3)), 30).text).toBe(`${family.repeat(2)}…`);
  expect(truncate(plain('abc'), 1).text).toBe('…');
  expect(truncate(plain(family), 3).text.isWellFormed()).toBe(true);
});

test('a long text is cut in its middle, never inside an emoji', () => {
  expect(cutMiddle('abcdefghij', 5)).toBe('ab…ij');
  expect(cutMiddle('abc', 3)).toBe('abc');
  expect(cutMiddle('abc', 1)).toBe('…');
  for (let units = 0; units < 57; units += 1) {
    const cut = cutMiddle(`x${family.repeat(5)}y`, units);
    expect(cut.length).toBeLessThanOrEqual(Math.max(1, units));
    expect(cut).toMatch(new RegExp(`^x?(${family})*…(${family})*y?$`, 'u'));
  }
});

test('a cut always advances and never parts a pair of surrogates', () => {
  expect(boundaryBefore('😀😀', 1, 0)).toBe(2);
  expect(boundaryBefore('a😀', 2, 0)).toBe(1);
  expect(boundaryBefore(`a${'\u0301'.repeat(500)}`, 300, 0)).toBe(300);
  expect(boundaryBefore(family.repeat(40), 200, 0)).toBe(198);
});

test('a text that nobody can see is blank', () => {
  expect(['', ' \n', '\u200b\u200d', '\ufeff\u2800\u00ad'].every(isBlank)).toBe(true);
  expect(isBlank('\u200b.')).toBe(false);
});

test('wide letters take two columns and invisible ones none', () => {
  expect(columns('abc')).toBe(3);
  expect(columns(`宽é${family}\u200b`)).toBe(5);
});

test('clean text is left alone', () => {
  expect(clean('a\nb é 😀')).toBe('a\nb é 😀');
  expect(clean('a\r\nb\rc\u2028d\te\x07')).toBe('a\nb\nc\nd e ');
});

test('entities outside of the text, empty, over blanks or against each other are mended', () => {
  const { text, entities } = normalise('  ab  cd ', [
    { type: 'bold', offset: 0, length: 99 },
    { type: 'bold', offset: 4, length: 2 },
    { type: 'italic', offset: 4, length: 2 },
    { type: 'code', offset: 6, length: 1 },
    { type: 'text_link', offset: 6, length: 2, url: 'https://a.b/' },
    { type: 'blockquote', offset: 3, length: 3 },
    { type: 'pre', offset: 50, length: 3 },
  ]);
  expect(text).toBe('ab  cd');
  expect(entities).toEqual([
    { type: 'bold', offset: 0, length: 1 },
    { type: 'blockquote', offset: 1, length: 1 },
    { type: 'bold', offset: 1, length: 1 },
    { type: 'text_link', offset: 4, length: 2, url: 'https://a.b/' },
    { type: 'bold', offset: 4, length: 2 },
  ]);
});
