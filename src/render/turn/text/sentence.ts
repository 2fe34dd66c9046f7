const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * The newest whole sentence of a text that may still grow; its beginning where none is whole yet. Markdown's
 * block marks in front are dropped, since a line of ours is no list and no heading.
 */
export function newestSentence(text: string, isWhole: boolean): string {
  const parts = [...sentences.segment(text)]
    .map(({ segment }) => segment.trim().replace(/^(?:[#>*+-]+|\d+[.)])\s+/u, ''))
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  const last = parts.at(-1) ?? '';
  if (isWhole || /[.!?…:。！？]["”’)*_`]*$/u.test(last)) return last;
  return parts.at(-2) ?? last;
}
