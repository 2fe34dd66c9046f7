import { isBlank } from '../text/blank.ts';
import { cleanCode } from '../text/clean.ts';
import { writeInline } from './inline.ts';
import { languageOf } from './language.ts';
import { type List, listOf, looseLists, nextMark } from './lists.ts';
import type { Token } from './parser.ts';
import { writeTable } from './table.ts';
import type { Writer } from './writer.ts';

/** What goes on after a list, an item or a quote has ended. */
interface Frame {
  readonly prefix: string;
  readonly list: List | undefined;
  /** Where a quote of the top level began. Telegram has no quotes in quotes: inner ones get `> `. */
  readonly quoteFrom: number | undefined;
}

interface Place {
  readonly writer: Writer;
  readonly frames: Frame[];
  list: List | undefined;
  quotes: number;
  /** The source line behind the last text: a list right below a paragraph stays right below it. */
  line: number;
}

/** Writes a document's blocks with a blank line between them, but for what a tight list keeps together. */
export function writeBlocks(writer: Writer, tokens: readonly Token[]): void {
  const place: Place = { writer, frames: [], list: undefined, quotes: 0, line: -1 };
  const loose = looseLists(tokens);
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    switch (token.type) {
      case 'paragraph_open':
        writer.gap(token.hidden ? 1 : apart(place));
        break;
      case 'heading_open':
        writeHeading(writer, token.tag, tokens[index + 1]);
        index += 2;
        break;
      case 'inline':
        writeInline(writer, token.children ?? []);
        place.line = token.map?.[1] ?? -1;
        break;
      case 'bullet_list_open':
      case 'ordered_list_open':
        writer.gap(token.map?.[0] === place.line ? 1 : apart(place));
        enter(place);
        place.list = listOf(token, loose.has(token));
        break;
      case 'list_item_open':
        openItem(place, tokens[index + 2]);
        break;
      case 'blockquote_open':
        openQuote(place);
        break;
      case 'list_item_close':
      case 'bullet_list_close':
      case 'ordered_list_close':
      case 'blockquote_close':
        leave(place, token.type);
        break;
      case 'table_open': {
        const end = tableEnd(tokens, index);
        writeTable(writer, tokens.slice(index, end), apart(place));
        index = end;
        break;
      }
      default:
        writeLeaf(place, token);
    }
  }
}

const apart = ({ list }: Place): number => (list && !list.loose ? 1 : 2);

function enter(place: Place, quoteFrom?: number): void {
  place.frames.push({ prefix: place.writer.prefix, list: place.list, quoteFrom });
}

function leave(place: Place, type: string): void {
  const { writer } = place;
  const frame = place.frames.pop();
  writer.leaveBullet();
  if (type === 'blockquote_close') place.quotes -= 1;
  if (frame?.quoteFrom !== undefined) writer.mark(frame.quoteFrom, { type: 'blockquote' });
  writer.prefix = frame?.prefix ?? '';
  place.list = frame?.list;
}

function openItem(place: Place, text: Token | undefined): void {
  const { writer, list } = place;
  enter(place);
  if (list === undefined) return;
  if (!list.first) writer.gap(list.loose ? 2 : 1);
  list.first = false;
  const mark = nextMark(list, text);
  writer.bullet(mark);
  writer.prefix += ' '.repeat(Math.min(mark.length, 3));
}

function openQuote(place: Place): void {
  const { writer } = place;
  writer.gap(apart(place));
  place.quotes += 1;
  if (place.quotes > 1) {
    enter(place);
    writer.leaveLine();
    writer.prefix += '> ';
  } else {
    enter(place, writer.startOfLine());
    writer.prefix = '';
  }
  place.list = undefined;
}

function writeHeading(writer: Writer, tag: string, text: Token | undefined): void {
  writer.gap(2);
  const from = writer.start();
  writeInline(writer, text?.children ?? []);
  writer.mark(from, { type: 'bold' });
  if (tag === 'h1') writer.mark(from, { type: 'underline' });
  writer.gap(2);
}

function writeLeaf(place: Place, token: Token): void {
  const { writer } = place;
  if (token.type === 'hr') {
    writer.gap(apart(place));
    writer.text('──────────');
  } else if (token.type === 'fence' || token.type === 'code_block') {
    const code = cleanCode(token.content).replace(/\n$/, '');
    if (isBlank(code)) return;
    writer.gap(apart(place));
    writer.pre(code, languageOf(token.info));
  }
}

function tableEnd(tokens: readonly Token[], from: number): number {
  let end = from;
  while (end < tokens.length - 1 && tokens[end]?.type !== 'table_close') end += 1;
  return end;
}
