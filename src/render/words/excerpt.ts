const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The beginning of a text on one line, with "…" where it was cut. `limit` in UTF-16 units. */
export function excerpt(text: string, limit: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= limit) return line;
  let kept = '';
  for (const { segment } of graphemes.segment(line.slice(0, limit + 1))) {
    if (kept.length + segment.length >= limit) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
