import type { CardBody } from '../../model/card.ts';
import type { FormattedText } from '../../model/formatted-text.ts';
import { code, join, plain } from '../compose.ts';
import { cutMiddle } from '../cut-middle.ts';
import { isBlank } from '../text/blank.ts';
import { elapsed } from '../words/time.ts';
import type { Drawn, Pen } from './view.ts';

type Stopped = Extract<CardBody, { kind: 'stopped' }>;

export function drawStopped(body: Stopped, { words }: Pen): Drawn {
  const { elapsedMs, waiting, choice, still } = body;
  const title =
    elapsedMs === undefined ? words.stopped.title : words.stopped.after(elapsed(elapsedMs));
  const named = still.filter((command) => !isBlank(command));
  const commands: FormattedText[] = named
    .slice(0, 5)
    .map((command) => code(cutMiddle(command.replace(/\s+/gu, ' '), 60)));
  return {
    lines: [
      plain(`■ ${title}`),
      ...(commands.length > 0 ? [join([`${words.stopped.still} `, join(commands, ', ')])] : []),
      ...(waiting > 0 ? [plain(waitingLine(waiting, choice, words))] : []),
    ],
    isOver: choice !== undefined,
  };
}

function waitingLine(waiting: number, choice: Stopped['choice'], words: Pen['words']): string {
  if (choice === undefined) return words.stopped.waiting(waiting);
  return choice === 'sent' ? words.stopped.sent(waiting) : words.stopped.kept;
}
