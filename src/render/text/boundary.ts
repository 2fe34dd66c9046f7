const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** The segmenter is slow, so it sees only the surroundings of a cut. */
const around = 128;

/**
 * The last place at or before `at`, and behind `from` (-1 for any), where a text may be cut without parting what a person
 * sees as one sign. Where a single sign fills the whole stretch, a place between two code points.
 */
export function boundaryBefore(text: string, at: number, from: number): number {
  if (at >= text.length) return text.length;
  if (isPlain(text.charCodeAt(at)) && isPlain(text.charCodeAt(at - 1))) return at;
  const start = calmPlace(text, Math.max(from, at - around, 0), at);
  const window = text.slice(start, at + around);
  const boundary = start + (graphemes.segment(window).containing(at - start)?.index ?? 0);
  if (boundary > from && (boundary > start || start === 0)) return boundary;
  return codePointBefore(text, at, from);
}

/** Where segmentation may begin: behind a plain letter, or at least not inside a surrogate pair. */
function calmPlace(text: string, from: number, at: number): number {
  for (let place = from; place < at; place += 1) {
    if (isPlain(text.charCodeAt(place)) && isPlain(text.charCodeAt(place + 1))) return place;
  }
  return isLow(text.charCodeAt(from)) ? from + 1 : from;
}

/** Always behind `from`, or a cut would not advance. */
function codePointBefore(text: string, at: number, from: number): number {
  const inside = isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1));
  if (!inside) return at;
  return at - 1 > from ? at - 1 : at + 1;
}

/** ASCII without CR, which may belong to an LF: always a sign of its own when another follows. */
const isPlain = (code: number): boolean => code < 0x80 && code !== 0x0d;
const isLow = (code: number): boolean => (code & 0xfc00) === 0xdc00;
const isHigh = (code: number): boolean => (code & 0xfc00) === 0xd800;
