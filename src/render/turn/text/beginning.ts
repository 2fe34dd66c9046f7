import type { FormattedText } from '../../../model/formatted-text.ts';
import type { Limit } from '../../entities/fit.ts';
import { split } from '../../split/split.ts';

/** As much of a body as has room, with all of its own formatting, and "…" where it goes on. */
export function beginning(body: FormattedText, limit: Limit): FormattedText {
  const [first, ...rest] = split(body, { ...limit, units: limit.units - 1 });
  if (first === undefined) return { text: '', entities: [] };
  return rest.length > 0 ? { text: `${first.text}…`, entities: first.entities } : first;
}
