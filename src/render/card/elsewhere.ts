import type { CardBody } from '../../model/card.ts';
import type { TurnOutcome } from '../../model/engine-event.ts';
import { expandable, join, plain } from '../compose.ts';
import { isBlank } from '../text/blank.ts';
import { excerpt } from '../words/excerpt.ts';
import { free } from '../words/free.ts';
import type { Drawn, Pen } from './view.ts';

type Elsewhere = Extract<CardBody, { kind: 'elsewhere' }>;

/** The newest of them; what is older is counted. */
const most = 40;
const signs: Readonly<Record<TurnOutcome, string>> = {
  completed: '✓',
  interrupted: '■',
  failed: '✗',
};

/** Turns of which only a line is told: how each ended, when, and the first words of its prompt. */
export function drawElsewhere({ turns }: Elsewhere, { words, time }: Pen): Drawn {
  const lines = turns.slice(-most).map(({ at, prompt, outcome }) => {
    const text = isBlank(prompt) ? plain(words.elsewhere.nothing) : free(excerpt(prompt, 60), 2);
    return join([`${signs[outcome]} ${time(at)} `, text]);
  });
  const older = turns.length - lines.length;
  const all = older > 0 ? [plain(words.elsewhere.more(older)), ...lines] : lines;
  return {
    lines: [
      plain(words.elsewhere.title(turns.length)),
      ...(all.length > 0 ? [expandable(join(all, '\n'))] : []),
    ],
    isOver: false,
  };
}
