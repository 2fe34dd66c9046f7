// Reads from a Markdown document, by the bare parser, which words a person must see in its rendering.
import MarkdownIt, { type Token } from 'markdown-it';

const parser = new MarkdownIt({ html: false });
parser.validateLink = () => true;

/** The words of a document that are not in a rendering: each as often, and in order where there are no tables. */
export function wordsLost(markdown: string, rendered: string): readonly string[] {
  const tokens = parser.parse(
    markdown.toWellFormed().replaceAll('\0', ' ').normalize('NFC').replace(removed, ''),
    {},
  );
  /** Deeper than this the parser drops text, so such a document is to be shown as it is written. */
  const tooDeep = tokens.some(({ level }) => level > 90);
  const wanted = wordsOf(tooDeep ? markdown.toWellFormed() : visible(tokens));
  const shown = wordsOf(rendered);
  const ordered = !tokens.some(({ type }) => type === 'table_open');
  return ordered ? missingInOrder(wanted, shown) : missing(wanted, shown);
}

function visible(tokens: readonly Token[]): string {
  let text = '';
  for (const [index, token] of tokens.entries()) {
    if (isTask(tokens, index)) text += visible(token.children ?? []).slice(3);
    else if (token.type === 'inline') text += visible(token.children ?? []);
    else if (token.type === 'image') text += seam + visible(token.children ?? []) + seam;
    else if (token.type === 'softbreak' || token.type === 'hardbreak') text += '\n';
    else if (token.nesting !== 0) text += seam;
    else text += token.content;
    if (token.block) text += '\n';
  }
  return text;
}

/** A box at the beginning of an item is shown as a sign. */
const isTask = (tokens: readonly Token[], index: number): boolean =>
  tokens[index]?.type === 'inline' &&
  tokens[index - 2]?.type === 'list_item_open' &&
  /^\[[ xX]\]\s/.test(tokens[index].content);

/**
 * Stands where a link or a style begins or ends, maybe in the middle of a word: a target may be shown there,
 * or its mark, where it was meant as part of a formula.
 */
const seam = '\ue000';

function wordsOf(text: string): string[] {
  const clean = text
    .normalize('NFC')
    .replace(removed, '')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return clean.match(/[\p{L}\p{N}\ue000]+|(?:[^\s\p{L}\p{N}\p{P}\p{C}$+<=>^`|~]|\ue000)+/gu) ?? [];
}

/** Telegram's client library takes these out of every text. */
const removed = /[\u202a-\u202e]|\u030a|\u0333|\u033f/g;

/** A word may be found whole, or in the pieces between its seams. */
const piecesOf = (word: string): string[] => word.split(seam).filter((piece) => piece !== '');

/** Beside a seam the piece may have grown together with others, or with a target. */
const holds = (shown: string, piece: string): boolean => shown.includes(piece);

function missingInOrder(wanted: readonly string[], shown: readonly string[]): string[] {
  const lost: string[] = [];
  let at = 0;
  /** The place behind these pieces, taken as early as they come. */
  const behind = (pieces: readonly string[]): number =>
    pieces.reduce((from, piece) => {
      const found = shown.findIndex((word, index) => index >= from && holds(word, piece));
      return found < 0 ? Infinity : found;
    }, at) + 1;
  for (const word of wanted) {
    const whole = word.replaceAll(seam, '');
    if (whole === '') continue;
    const next = shown.indexOf(whole, at) + 1 || Infinity;
    const best = whole === word ? next : Math.min(next, behind(piecesOf(word)));
    if (best === Infinity) lost.push(whole);
    else at = best;
  }
  return lost;
}

function missing(wanted: readonly string[], shown: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of shown) counts.set(word, (counts.get(word) ?? 0) + 1);
  const take = (word: string): boolean => {
    const left = counts.get(word) ?? 0;
    counts.set(word, left - 1);
    return left > 0;
  };
  const found = (word: string): boolean =>
    take(word.replaceAll(seam, '')) ||
    (word.includes(seam) &&
      piecesOf(word).every((piece) => shown.some((other) => holds(other, piece))));
  // Whole words first: one that grew together with a target must not take another's place.
  const whole = wanted.filter((word) => !word.includes(seam));
  const seamed = wanted.filter((word) => word.replaceAll(seam, '') !== word);
  return [...whole, ...seamed]
    .filter((word) => !found(word))
    .map((word) => word.replaceAll(seam, ''))
    .filter((word) => word !== '');
}
