import type { Run } from '../chat/blocks.ts';
import { letterColumns } from '../chat/columns.ts';

/** Widths of Helvetica in thousandths of the font's size (Adobe's font metrics, rounded up). */
const groups: readonly (readonly [string, number])[] = [
  ["ijl'|", 240],
  ['ftI!,.:;/\\[]() ·"`', 300],
  ['r-{}*', 350],
  ['cksvxyzJ', 510],
  ['abdeghnopquL0123456789?_#$', 570],
  ['FTZ+<>=~', 620],
  ['ABEKPSVXY&', 680],
  ['CDHNRUw', 740],
  ['GOQ', 790],
  ['mM', 850],
  ['W%@', 960],
];
const thousandths = new Map(
  groups.flatMap(([letters, width]) => [...letters].map((letter) => [letter, width] as const)),
);
/** Whoever looks has another sans-serif font than we measured: some are wider. */
const spare = 1.06;

const fontSize = 15;
const monoSize = 13.5;

/** An estimate, in pixels, that is rather too wide than too narrow. */
export function letterPixels(letter: string, { styles }: Pick<Run, 'styles'>, size = fontSize) {
  const columns = letterColumns(letter);
  if (styles.has('code')) return columns * monoSize * 0.61;
  const width = thousandths.get(letter) ?? (columns === 2 ? 1250 : 700 * columns);
  return (width / 1000) * size * spare * (styles.has('bold') ? 1.06 : 1);
}

export const textPixels = (text: string, size = fontSize): number =>
  [...text].reduce((sum, letter) => sum + letterPixels(letter, { styles: new Set() }, size), 0);
