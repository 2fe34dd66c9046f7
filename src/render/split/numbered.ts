import type { FormattedText } from '../../model/formatted-text.ts';

/** Puts `2/5` under each part where there are more than two. It takes some eight units of each. */
export function numbered(parts: readonly FormattedText[]): readonly FormattedText[] {
  if (parts.length <= 2) return parts;
  return parts.map(({ text, entities }, index) => ({
    text: `${text}\n\n${index + 1}/${parts.length}`,
    entities,
  }));
}
