import type { Writer } from './writer.ts';

/**
 * Words that Telegram would turn into links, commands or mentions by itself (tried with TDLib 1.8.65,
 * `getTextEntities`): `main.py` opens a site, `/stop` is a tap away, `@name` may notify someone. In code they
 * are what the model wrote.
 */
const suspicious = /[./@:][\p{L}\p{N}_/]/u;

/** Names of files, or members of objects, whose ending is also a top-level domain. */
const endings =
  'md|py|rs|sh|zip|pl|so|cc|ml|mm|am|st|tf|ps|java|map|name|target|read|mov|cab|bar|works|tools|build|app(?=/)';

const part = '[\\p{L}\\p{N}_.~+-]';
const edge = '(?![\\p{L}\\p{N}_])';
const skipped = [
  // A link of its own right, or an address of mail.
  '(?!(?:tg|ton):)[a-z][a-z\\d+.-]*:\\/\\/[^\\s<>"]+',
  '(?:www\\.|[\\p{L}\\p{N}-]+\\.(?:com|org|net|io|dev|ai)\\/)[^\\s<>"]+',
  '[\\p{L}\\p{N}_.+-]+@[\\p{L}\\p{N}_.-]+',
];
const quieted = [
  '(?:tg|ton):[^\\s<>"]*[^\\s<>".,;:!?)]',
  // A path by its first character; also every command.
  `(?:\\.{1,2}|~)?\\/(?:[\\p{L}\\p{N}_.@+~/-]*[\\p{L}\\p{N}_])`,
  // A file by its ending, with its line.
  `(?:${part}+\\/)*${part}+\\.(?:${endings})(?!${part.replace('.', '')}|\\.[\\p{L}\\p{N}_])(?::\\d+(?:[:-]\\d+)?)?`,
  '\\d{1,3}(?:\\.\\d{1,3}){3}(?:[:/]\\d+)?(?![\\d.]\\d)',
  `@[\\w-]*\\w(?:[./][\\w-]+)*${edge}`,
];
const word = new RegExp(
  `(?<![\\p{L}\\p{N}_])(?:${skipped.join('|')})|(?<![\\p{L}\\p{N}_<>])(${quieted.join('|')})`,
  'giu',
);

/** Runs longer than any command, name or path. They would be searched again from each of their letters. */
const longRun = /([\p{L}\p{N}_.@:/+~-]{200,})/u;

/** Writes text of the model, with words that Telegram must not read anything into as code. */
export function writeQuietly(writer: Writer, text: string): void {
  if (!suspicious.test(text)) {
    writer.text(text);
    return;
  }
  for (const [index, piece] of text.split(longRun).entries()) {
    if (index % 2 === 0) writePiece(writer, piece);
    else writer.text(piece);
  }
}

function writePiece(writer: Writer, text: string): void {
  let done = 0;
  for (const match of text.matchAll(word)) {
    const found = match[1];
    if (found === undefined) continue;
    writer.text(text.slice(done, match.index));
    const from = writer.start();
    writer.text(found);
    writer.mark(from, { type: 'code' });
    done = match.index + found.length;
  }
  writer.text(text.slice(done));
}
