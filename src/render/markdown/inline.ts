import type { Style } from '../entities/kind.ts';
import { labelOf, writeCode, writeLink } from './link.ts';
import type { Token } from './parser.ts';
import { writeQuietly } from './quiet-words.ts';
import type { Writer } from './writer.ts';

const styleOf: Readonly<Record<string, Style>> = {
  strong: 'bold',
  em: 'italic',
  s: 'strikethrough',
};

/** Writes what stands in a line. Entities may overlap; `normalise` lays them as Telegram wants them. */
export function writeInline(writer: Writer, tokens: readonly Token[], inLink = false): void {
  const open: number[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    switch (token.type) {
      case 'text':
        if (inLink) writer.text(token.content);
        else writeQuietly(writer, token.content);
        break;
      case 'softbreak':
      case 'hardbreak':
        writer.text('\n');
        break;
      case 'code_inline':
      case 'math':
        if (inLink) writer.text(token.content);
        else writeCode(writer, token.content);
        break;
      case 'link_open': {
        const end = closing(tokens, index);
        const inner = tokens.slice(index + 1, end);
        writeLink(writer, String(token.attrGet('href') ?? ''), labelOf(inner), (inside) =>
          writeInline(writer, inner, inside),
        );
        index = end;
        break;
      }
      case 'image':
        writeImage(writer, token, inLink);
        break;
      default:
        writeStyle(writer, token, open);
    }
  }
}

function writeStyle(writer: Writer, token: Token, open: number[]): void {
  const style = styleOf[token.tag];
  if (style === undefined) writer.text(token.content);
  else if (token.nesting > 0) open.push(writer.start());
  else writer.mark(open.pop() ?? 0, { type: style });
}

/** Links do not nest, so the first end is the end. */
function closing(tokens: readonly Token[], from: number): number {
  let end = from + 1;
  while (end < tokens.length && tokens[end]?.type !== 'link_close') end += 1;
  return end;
}

function writeImage(writer: Writer, token: Token, inLink: boolean): void {
  const label = labelOf(token.children ?? []);
  const write = (inside: boolean): void =>
    inside ? writer.text(label) : writeQuietly(writer, label);
  if (inLink) writer.text(label);
  else writeLink(writer, String(token.attrGet('src') ?? ''), label, write);
}
