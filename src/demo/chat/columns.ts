const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** East Asian wide and full-width letters (Unicode UAX #11), and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const invisible = /^[\p{Default_Ignorable_Code_Point}\p{Mn}\p{Me}\p{Cf}]+$/u;

/** What a person counts as letters. */
export const lettersOf = (text: string): readonly string[] =>
  Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Columns of one letter in a terminal. */
export function letterColumns(letter: string): number {
  if (letter.length === 1 && letter >= ' ' && letter <= '~') return 1;
  if (wide.test(letter)) return 2;
  return invisible.test(letter) ? 0 : 1;
}

export const columnsOf = (text: string): number =>
  lettersOf(text).reduce((sum, letter) => sum + letterColumns(letter), 0);
