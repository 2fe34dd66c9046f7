import type { FormattedText } from '../../../model/formatted-text.ts';
import { toFormattedText } from '../../markdown/to-formatted-text.ts';

/** Markdown of the model on one line. Quotes and blocks of code are left as their words. */
export function markdownLine(source: string): FormattedText {
  const body = toFormattedText(source.replace(/\s+/gu, ' '));
  return { text: body.text.replaceAll('\n', ' '), entities: body.entities };
}
