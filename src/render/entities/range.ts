export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The range without white space at its ends; empty when nothing is left. */
export function trimmed(text: string, range: Range): Range {
  let { from, to } = range;
  while (from < to && isSpace(text.charCodeAt(from))) from += 1;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
  return { from, to };
}

/** What `String.prototype.trim` takes away. */
export function isSpace(code: number): boolean {
  if (code === 32 || code === 10) return true;
  if (code < 128) return code >= 9 && code <= 13;
  return code === 0xa0 || (code > 0x167f && rare.test(String.fromCharCode(code)));
}
const rare = /\s/;
