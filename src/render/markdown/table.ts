import type { Entity, FormattedText } from '../../model/formatted-text.ts';
import { columns } from '../text/width.ts';
import { writeInline } from './inline.ts';
import type { Token } from './parser.ts';
import { Writer } from './writer.ts';

/** Wider ones fall apart on a phone. */
const widest = 60;

interface Cell {
  readonly body: FormattedText;
  readonly width: number;
  readonly align: Align;
}
type Align = 'left' | 'center' | 'right';
type Row = readonly Cell[];

/** Writes a table as aligned text, or row by row as `Header: value` when it is too wide or holds links. */
export function writeTable(writer: Writer, tokens: readonly Token[], gap: number): void {
  const [head = [], ...rows] = rowsOf(tokens);
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.width ?? 0)),
  );
  const total = widths.reduce((sum, width) => sum + width + 3, -3);
  const all = [head, ...rows];
  writer.gap(gap);
  if (total <= widest && !all.some((row) => row.some(hasLink))) writeAligned(writer, all, widths);
  else if (rows.length === 0) writeRow(writer, head);
  else for (const row of rows) writeRecord(writer, head, row, gap);
}

const hasLink = ({ body }: Cell): boolean => body.entities.some(({ type }) => type === 'text_link');

function rowsOf(tokens: readonly Token[]): Row[] {
  const rows: Cell[][] = [];
  let align: Align = 'left';
  for (const token of tokens) {
    if (token.type === 'tr_open') rows.push([]);
    else if (token.type === 'th_open' || token.type === 'td_open') align = alignOf(token);
    else if (token.type === 'inline') rows.at(-1)?.push(cellOf(token, align));
  }
  return rows;
}

function alignOf(token: Token): Align {
  const style = String(token.attrGet('style') ?? '');
  if (style.endsWith('right')) return 'right';
  return style.endsWith('center') ? 'center' : 'left';
}

function cellOf(token: Token, align: Align): Cell {
  const writer = new Writer();
  writeInline(writer, token.children ?? []);
  const { text, entities } = writer.result();
  const line = text.replaceAll('\n', ' ');
  return { body: { text: line, entities }, width: columns(line), align };
}

function writeAligned(writer: Writer, rows: readonly Row[], widths: readonly number[]): void {
  const [head = [], ...body] = rows;
  const [first, ...others] = head;
  const fixed: Row = first ? [{ ...first, align: 'left' }, ...others] : head;
  const lines = [fixed, ...body].map((row) => lineOf(row, widths));
  lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('─┼─'));
  writer.pre(lines.join('\n'), undefined);
}

/** The first cell of all is never moved: what stands before it would be trimmed. */
const lineOf = (row: Row, widths: readonly number[]): string =>
  widths
    .map((width, column) => padded(row[column], width))
    .join(' │ ')
    .trimEnd();

function padded(cell: Cell | undefined, width: number): string {
  const room = ' '.repeat(Math.max(0, width - (cell?.width ?? 0)));
  const text = cell?.body.text ?? '';
  if (cell?.align === 'right') return room + text;
  if (cell?.align !== 'center') return text + room;
  const before = room.length >> 1;
  return room.slice(0, before) + text + room.slice(before);
}

function writeRow(writer: Writer, row: Row): void {
  for (const [column, { body }] of row.entries()) {
    if (column > 0) writer.text(' │ ');
    writer.append(body);
  }
}

function writeRecord(writer: Writer, head: Row, row: Row, gap: number): void {
  writer.gap(gap);
  for (const [column, cell] of row.entries()) {
    const header = head[column]?.body;
    if (header && header.text !== '') {
      writer.append(boldened(header));
      writer.text(': ');
    }
    if (cell.body.text === '') writer.text('–');
    else writer.append(cell.body);
    writer.gap(1);
  }
}

function boldened(body: FormattedText): FormattedText {
  const bold: Entity = { type: 'bold', offset: 0, length: body.text.length };
  return { text: body.text, entities: [...body.entities, bold] };
}
