import type { Run } from './blocks.ts';
import { lettersOf } from './columns.ts';

interface Letter {
  readonly text: string;
  readonly run: Run;
  readonly width: number;
}

/**
 * Breaks a line between words, and inside of a word only where it is wider than a whole line.
 *
 * @param widthOf of one letter, in any unit
 * @returns at least one line; nothing but blanks at the breaks is left out
 */
export function wrap(
  line: readonly Run[],
  width: number,
  widthOf: (letter: string, run: Run) => number,
): readonly (readonly Run[])[] {
  const letters = line.flatMap((run) =>
    lettersOf(run.text).map((text): Letter => ({ text, run, width: widthOf(text, run) })),
  );
  const lines: Letter[][] = [];
  let rest = letters;
  do {
    const fitting = fits(rest, width);
    const at = fitting === rest.length ? fitting : breakBefore(rest, fitting);
    lines.push(rest.slice(0, at));
    rest = rest.slice(at);
    while (rest[0]?.text === ' ') rest = rest.slice(1);
  } while (rest.length > 0);
  return lines.map(joined);
}

/** How many letters go into a line: at least one, so that every line gets on. */
function fits(letters: readonly Letter[], width: number): number {
  let used = 0;
  for (const [index, letter] of letters.entries()) {
    used += letter.width;
    // A blank at the end of a line may hang over it.
    if (used > width && letter.text !== ' ') return Math.max(1, index);
  }
  return letters.length;
}

function breakBefore(letters: readonly Letter[], most: number): number {
  if (letters[most]?.text === ' ') return most;
  const blank = letters.slice(0, most).findLastIndex(({ text }) => text === ' ');
  const isIndent = letters.slice(0, blank + 1).every(({ text }) => text === ' ');
  return blank < 0 || isIndent ? most : blank + 1;
}

function joined(letters: readonly Letter[]): readonly Run[] {
  const runs: { text: string; styles: Run['styles']; run: Run }[] = [];
  for (const { text, run } of letters) {
    const last = runs.at(-1);
    if (last?.run === run) last.text += text;
    else runs.push({ text, styles: run.styles, run });
  }
  const end = runs.at(-1);
  if (end) end.text = end.text.trimEnd();
  return runs.map(({ text, styles }) => ({ text, styles }));
}
