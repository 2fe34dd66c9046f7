import type { FormattedText } from '../../model/formatted-text.ts';
import { join } from '../compose.ts';
import type { Words } from './en.ts';
import { excerpt } from './excerpt.ts';
import { free } from './free.ts';

/** Somebody's words on one line in quotation marks, `limit` units at most. */
export const quoted = (text: string, limit: number, words: Words): FormattedText =>
  join([words.quote[0], free(excerpt(text, limit), 3), words.quote[1]]);
