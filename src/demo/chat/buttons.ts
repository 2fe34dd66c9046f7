import type { Seen } from '../../emulator/view/seen.ts';
import { columnsOf, letterColumns, lettersOf } from './columns.ts';
import type { Ink } from './ink.ts';

/** The rows under a bubble: cells of one width, cut where a phone would cut them. */
export function buttonRows(
  buttons: Seen['buttons'],
  width: number,
  ink: Ink,
  first: number | undefined,
): readonly string[] {
  let number = first;
  return buttons.map((row) => {
    const each = Math.floor(width / row.length);
    const cells = row.map(({ text, url }, index) => {
      const room = (index === row.length - 1 ? width - each * index : each) - 2;
      const label = number === undefined ? text : `${number++} ${text}`;
      const centred = centre(url ? `${label} ↗` : label, room);
      return ink.hasColours ? ` ${ink.button(centred)} ` : `[${centred}]`;
    });
    return cells.join('');
  });
}

function centre(text: string, columns: number): string {
  const cut = cutTo(text, columns);
  const free = Math.max(0, columns - columnsOf(cut));
  const left = Math.floor(free / 2);
  return `${' '.repeat(left)}${cut}${' '.repeat(free - left)}`;
}

/** At most so many columns, with a sign where something is left out. */
export function cutTo(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let used = 1;
  for (const letter of lettersOf(text)) {
    used += letterColumns(letter);
    if (used > columns) break;
    kept += letter;
  }
  return `${kept}…`;
}
