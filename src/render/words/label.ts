import type { FormattedText } from '../../model/formatted-text.ts';
import { code, plain } from '../compose.ts';
import { isBlank } from '../text/blank.ts';
import { excerpt } from './excerpt.ts';

/** Anything that Telegram could read an address, a command, a tag or a number into. */
const suspicious = /[./@:#$\\]|\d{5}/u;

/** A short name given by somebody: as it is, or in code where Telegram would read something into it. */
export function label(name: string, limit = 60): FormattedText {
  const line = excerpt(name, limit);
  if (isBlank(line)) return plain('…');
  return suspicious.test(line) ? code(line) : plain(line);
}
