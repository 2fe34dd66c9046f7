import { expect, test } from 'vitest';
import { bubbleColumns, drawBubble, frameColumns } from '../../src/demo/chat/bubble.ts';
import { columnsOf } from '../../src/demo/chat/columns.ts';
import { createInk, hasColours, plain } from '../../src/demo/chat/ink.ts';
import type { Seen } from '../../src/emulator/view/seen.ts';

type Drawable = Parameters<typeof drawBubble>[0];

const drawn = (
  text: string,
  more: { entities?: object[]; buttons?: string[][]; firstButton?: number; colours?: boolean } = {},
): readonly string[] => {
  const buttons = (more.buttons ?? []).map((row) =>
    row.map((label) => ({ text: label, data: 'x', url: undefined, style: undefined })),
  );
  const message: Drawable = { text, entities: (more.entities ?? []) as Seen['entities'], buttons };
  const ink = createInk(more.colours ?? false);
  return drawBubble(message, { ink, isOwn: false, firstButton: more.firstButton });
};
const inside = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line.startsWith('│')).map((line) => line.slice(1, -1).trim());

test('a long text breaks between words, and every line is as wide as the frame', () => {
  const lines = drawn('word '.repeat(40).trim());
  expect(new Set(lines.map(columnsOf)).size).toBe(1);
  expect(columnsOf(lines[0] ?? '')).toBeLessThanOrEqual(frameColumns);
  expect(inside(lines).join(' ')).toBe('word '.repeat(40).trim());
});

test('a word that is wider than the bubble breaks inside, and nothing of it is lost', () => {
  const word = 'x'.repeat(bubbleColumns * 2 + 5);
  expect(inside(drawn(word))).toHaveLength(3);
  expect(inside(drawn(word)).join('')).toBe(word);
});

test('wide letters and emoji count as two columns', () => {
  expect(columnsOf('漢字')).toBe(4);
  expect(columnsOf('👩‍👩‍👧')).toBe(2);
  expect(columnsOf('⏳ ✓')).toBe(4);
  const lines = drawn('漢'.repeat(30));
  expect(inside(lines)).toEqual(['漢'.repeat(21), '漢'.repeat(9)]);
  expect(new Set(lines.map(columnsOf)).size).toBe(1);
});

test('a folded quote shows three lines and says how many more there are', () => {
  const text = 'head\none\ntwo\nthree\nfour\nfive';
  const entities = [{ type: 'expandable_blockquote', offset: 5, length: text.length - 5 }];
  const shown = ['head', '▎ one', '▎ two', '▎ three', '▎ ▾ 2 more'];
  expect(inside(drawn(text, { entities }))).toEqual(shown);
});

test('buttons are numbered where asked, and cut where a phone would cut them', () => {
  const lines = drawn('?', { buttons: [['Once', 'x'.repeat(40)], ['No']], firstButton: 1 });
  expect(lines.at(-2)).toContain('1 Once');
  expect(lines.at(-2)).toMatch(/\[2 x+…\]/);
  expect(lines.at(-1)).toContain('3 No');
  expect(new Set(lines.map(columnsOf)).size).toBe(1);
});

test('colours change no width, and bold is bold', () => {
  const entities = [{ type: 'bold', offset: 0, length: 4 }];
  const coloured = drawn('bold and not', { entities, colours: true });
  expect(coloured.map(plain)).toEqual(drawn('bold and not', { entities }));
  expect(coloured.join('\n')).toContain('\u001b[1mbold\u001b[22m and not');
});

test('NO_COLOR wins over everything', () => {
  expect(hasColours(true, { TERM: 'xterm' })).toBe(true);
  expect(hasColours(true, { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false);
  expect(hasColours(false, {})).toBe(false);
  expect(hasColours(false, { FORCE_COLOR: '1' })).toBe(true);
});
