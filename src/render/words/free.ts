import type { FormattedText } from '../../model/formatted-text.ts';
import { writeQuietly } from '../markdown/quiet-words.ts';
import { Writer } from '../markdown/writer.ts';

/**
 * Somebody's words as they are: nothing in them becomes a command, a mention or a link by accident. A message
 * has room for a hundred entities; words that would need more than `most` stand in code as a whole.
 */
export function free(text: string, most = 12): FormattedText {
  const writer = new Writer();
  writeQuietly(writer, text);
  const { text: cleaned, entities } = writer.result();
  if (entities.length <= most) return { text: cleaned, entities };
  const type = cleaned.includes('\n') ? 'pre' : 'code';
  return { text: cleaned, entities: [{ type, offset: 0, length: cleaned.length }] };
}
