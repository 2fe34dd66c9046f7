import type { FormattedText } from '../../../model/formatted-text.ts';
import { expandable, pre } from '../../compose.ts';
import { cleanCode } from '../../text/clean.ts';

/** A block of code behind a fold. Telegram keeps blanks at its edges only outside of a quote. */
export const foldedBlock = (text: string, language?: string): FormattedText =>
  expandable(pre(cleanCode(text).trim(), language));
