import type { Token } from './parser.ts';

export interface List {
  /** Items have paragraphs of their own, so blank lines stand between them. */
  readonly loose: boolean;
  /** The number of the next item; nothing where the items have none. */
  next: number | undefined;
  readonly delimiter: string;
  /** No item has been written yet. */
  first: boolean;
}

/** Lists with blank lines between their items, as CommonMark tells them: their paragraphs are not hidden. */
export function looseLists(tokens: readonly Token[]): ReadonlySet<Token> {
  const loose = new Set<Token>();
  const open: Token[] = [];
  for (const token of tokens) {
    if (isListOpen(token)) open.push(token);
    else if (isListClose(token)) open.pop();
    else if (token.type === 'paragraph_open' && !token.hidden) {
      const list = open.at(-1);
      if (list && token.level === list.level + 2) loose.add(list);
    }
  }
  return loose;
}

const isListOpen = ({ type }: Token): boolean =>
  type === 'bullet_list_open' || type === 'ordered_list_open';
const isListClose = ({ type }: Token): boolean =>
  type === 'bullet_list_close' || type === 'ordered_list_close';

export function listOf(token: Token, loose: boolean): List {
  if (token.type === 'bullet_list_open')
    return { loose, next: undefined, delimiter: '', first: true };
  const start = Number(token.attrGet('start') ?? 1);
  return { loose, next: start, delimiter: token.markup, first: true };
}

/** The mark of the next item. A task's box stands for the bullet and is taken out of the text. */
export function nextMark(list: List, text: Token | undefined): string {
  const box = text?.type === 'inline' ? takeBox(text.children?.[0]) : '';
  if (list.next === undefined) return box || '• ';
  const number = list.next;
  list.next += 1;
  return `${number}${list.delimiter} ${box}`;
}

function takeBox(first: Token | undefined): string {
  if (first?.type !== 'text') return '';
  const box = /^\[([ xX])\]\s+/.exec(first.content);
  if (!box) return '';
  first.content = first.content.slice(box[0].length);
  return box[1] === ' ' ? '☐ ' : '☑ ';
}
