import type { FormattedText } from '../../model/formatted-text.ts';
import { writeQuietly } from '../markdown/quiet-words.ts';
import { Writer } from '../markdown/writer.ts';

/** Somebody's words as they are: nothing in them becomes a command, a mention or a link by accident. */
export function free(text: string): FormattedText {
  const writer = new Writer();
  writeQuietly(writer, text);
  return writer.result();
}
