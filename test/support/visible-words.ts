// Reads from a Markdown document, by the bare parser, which words a person must see in its rendering.
import MarkdownIt, { type Token } from 'markdown-it';

const parser = new MarkdownIt({ html: false });
parser.validateLink = () => true;

/** The words of a document that are not in a rendering: each as often, and in order where there are no tables. */
export function wordsLost(markdown: string, rendered: string): readonly string[] {
  const tokens = parser.parse(markdown.toWellFormed(), {});
  const wanted = wordsOf(visible(tokens));
  const shown = wordsOf(rendered);
  const ordered = !tokens.some(({ type }) => type === 'table_open');
  return ordered ? missingInOrder(wanted, shown) : missing(wanted, shown);
}

function visible(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens) {
    if (token.type === 'inline' || token.type === 'image') text += visible(token.children ?? []);
    else if (token.type === 'softbreak' || token.type === 'hardbreak') text += '\n';
    else text += token.content;
    if (token.block) text += '\n';
  }
  return text;
}

function wordsOf(text: string): string[] {
  const clean = text
    .replace(/\p{Default_Ignorable_Code_Point}|[\u202a-\u202e]|\u030a|\u0333|\u033f/gu, '')
    .normalize('NFC');
  return clean.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}\p{P}\p{C}$+<=>^`|~]+/gu) ?? [];
}

function missingInOrder(wanted: readonly string[], shown: readonly string[]): string[] {
  const lost: string[] = [];
  let at = 0;
  for (const word of wanted) {
    const found = shown.indexOf(word, at);
    if (found < 0) lost.push(word);
    else at = found + 1;
  }
  return lost;
}

function missing(wanted: readonly string[], shown: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of shown) counts.set(word, (counts.get(word) ?? 0) + 1);
  return wanted.filter((word) => {
    const left = counts.get(word) ?? 0;
    counts.set(word, left - 1);
    return left <= 0;
  });
}
