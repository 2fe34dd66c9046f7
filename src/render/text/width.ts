const ascii = /^[\x20-\x7e]*$/;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** East Asian wide and full-width letters (Unicode UAX #11), and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const invisible = /^[\p{Default_Ignorable_Code_Point}\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Columns that a text takes in a fixed-width font; a wide letter or an emoji takes two. */
export function columns(text: string): number {
  if (ascii.test(text)) return text.length;
  let count = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (wide.test(segment)) count += 2;
    else if (!invisible.test(segment)) count += 1;
  }
  return count;
}
