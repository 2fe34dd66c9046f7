import type { Run } from '../chat/blocks.ts';

/** Pixels, to a tenth. */
const px = (value: number): string => String(Math.round(value * 10) / 10);

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const box = ({ x, y, width, height }: Box, look: string, radius: number): string =>
  `<rect class="${look}" x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="${px(radius)}"/>`;

/** @param y of the line on which the letters stand */
export const label = (
  text: string,
  x: number,
  y: number,
  look: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): string =>
  `<text class="${look}" x="${px(x)}" y="${px(y)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escaped(text)}</text>`;

export function runs(line: readonly Run[], x: number, y: number): string {
  const spans = line.map(({ text, styles }) => {
    const looks = [...styles].toSorted().join(' ');
    return looks === '' ? escaped(text) : `<tspan class="${looks}">${escaped(text)}</tspan>`;
  });
  return `<text x="${px(x)}" y="${px(y)}" xml:space="preserve">${spans.join('')}</text>`;
}
