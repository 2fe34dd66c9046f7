import type { CardBody } from '../../model/card.ts';
import { join, plain } from '../compose.ts';
import { isBlank } from '../text/blank.ts';
import { label } from '../words/label.ts';
import { quoted } from '../words/quoted.ts';
import type { Drawn, Pen } from './view.ts';

type Chooser = Extract<CardBody, { kind: 'chooser' }>;

export function drawChooser({ excerpt, chosen }: Chooser, { words }: Pen): Drawn {
  const text = isBlank(excerpt) ? [] : [quoted(excerpt, 160, words)];
  if (chosen === undefined) return { lines: [plain(words.chooser.ask), ...text], isOver: false };
  const news =
    chosen === ''
      ? plain(`✓ ${words.chooser.chosenNone}`)
      : join([`✓ ${words.chooser.chosen} `, label(chosen)]);
  return { lines: [news, ...text], isOver: true };
}
