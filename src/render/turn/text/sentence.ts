const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** A beginning that is worth an edit, which a chat has few of: shorter ones wait for their end. */
const worthShowing = 80;

/**
 * The newest whole sentence of a text that may still grow; where none is whole yet, its beginning once that is
 * long. Markdown's block marks in front are dropped, since a line of ours is no list and no heading.
 */
export function newestSentence(text: string, isWhole: boolean): string {
  const parts = [...sentences.segment(text)]
    .map(({ segment }) => segment.trim().replace(/^(?:[#>*+-]+|\d+[.)])\s+/u, ''))
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  const last = parts.at(-1) ?? '';
  if (isWhole || /[.!?…:。！？]["”’)*_`]*$/u.test(last)) return last;
  return parts.at(-2) ?? (last.length < worthShowing ? '' : last);
}
