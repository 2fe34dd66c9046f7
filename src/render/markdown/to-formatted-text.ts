import type { FormattedText } from '../../model/formatted-text.ts';
import { normalise } from '../entities/normalise.ts';
import { cleanSource } from '../text/clean.ts';
import { writeBlocks } from './blocks.ts';
import { parse } from './parser.ts';
import { writeQuietly } from './quiet-words.ts';
import { Writer } from './writer.ts';

/**
 * Markdown of the model as text and entities. Never throws: any beginning of a document is a document, which
 * is what a stream shows. The result may be longer than a message: see `split`.
 *
 * @returns text that is clean and trimmed, empty when nothing of it would be seen (`isBlank` for the rest)
 */
export function toFormattedText(markdown: string): FormattedText {
  const source = cleanSource(markdown);
  const writer = new Writer();
  const tokens = parse(source);
  if (tokens) writeBlocks(writer, tokens);
  else writeQuietly(writer, source);
  const { text, entities } = writer.result();
  return normalise(text, entities);
}
