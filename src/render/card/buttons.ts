import type { CardButton, Verb } from '../../model/card.ts';
import type { Button } from '../../model/slot.ts';
import { isBlank } from '../text/blank.ts';
import { clean } from '../text/clean.ts';
import type { Words } from '../words/en.ts';
import { excerpt } from '../words/excerpt.ts';

/** Three buttons share a phone's width; a longer label would be cut by Telegram without a sign. */
const labelUnits = 40;
const dangerous: ReadonlySet<Verb> = new Set<Verb>(['stop', 'delete', 'clear']);

export const buttonRows = (
  rows: readonly (readonly CardButton[])[],
  words: Words,
): readonly (readonly Button[])[] =>
  rows
    .map((row) =>
      row.map(
        (button): Button => ({
          type: 'press',
          label: labelOf(button, words),
          nonce: button.nonce,
          ...(dangerous.has(button.verb) ? { style: 'danger' as const } : {}),
        }),
      ),
    )
    .filter((row) => row.length > 0);

function labelOf({ verb, detail }: CardButton, words: Words): string {
  const word = words.verbs[verb];
  const named = excerpt(clean(detail ?? ''), labelUnits);
  if (isBlank(named)) return word === '' ? '…' : word;
  if (word === '') return named;
  return excerpt(verb === 'always' ? `${word}: ${named}` : `${word} ${named}`, labelUnits);
}
