import type { CardBody, Trouble } from '../../model/card.ts';
import type { FormattedText } from '../../model/formatted-text.ts';
import { unreachable } from '../../model/unreachable.ts';
import { code, plain } from '../compose.ts';
import { cutMiddle } from '../cut-middle.ts';
import { isBlank } from '../text/blank.ts';
import { excerpt } from '../words/excerpt.ts';
import { free } from '../words/free.ts';
import type { Drawn, Pen } from './view.ts';

type TroubleCard = Extract<CardBody, { kind: 'trouble' }>;

/** What happened · what was kept · what to do. */
export function drawTrouble(body: TroubleCard, pen: Pen): Drawn {
  const { words } = pen;
  const { news, details } = told(body.trouble, body.waiting, pen);
  if (body.choice !== undefined) {
    const sign = body.choice === 'left' ? '■' : '✓';
    return { lines: [plain(`${sign} ${words.trouble[body.choice]}`), plain(news)], isOver: true };
  }
  const isBack = body.trouble.type === 'engine-away' && body.trouble.back;
  return {
    lines: isBack
      ? [plain(`✓ ${words.trouble.engineBack}`)]
      : [plain(`⚠ ${news}`), ...details, ...waitingLine(body, pen)],
    isOver: isBack,
  };
}

// The line of a usage limit counts what waits by itself.
const waitingLine = ({ trouble, waiting }: TroubleCard, { words }: Pen): FormattedText[] =>
  waiting > 0 && trouble.type !== 'usage-limit' ? [plain(words.trouble.waiting(waiting))] : [];

interface Told {
  readonly news: string;
  readonly details: readonly FormattedText[];
}

function told(trouble: Trouble, waiting: number, { words, time }: Pen): Told {
  const text = words.trouble;
  switch (trouble.type) {
    case 'engine-stopped':
      return {
        news: text.engineStopped,
        details: [
          plain(text.engineStoppedKept),
          plain(trouble.restarted ? text.restarted : text.restarting),
        ],
      };
    case 'engine-away':
      return {
        news: text.engineAway,
        details: [...said(trouble.reason), plain(text.engineAwayKept)],
      };
    case 'usage-limit': {
      const at = trouble.resetsAt === undefined ? undefined : time(trouble.resetsAt);
      return {
        news: text.usageLimit,
        details: [
          ...said(trouble.message),
          plain(waiting === 0 && at === undefined ? text.usageKept : text.usageWaits(waiting, at)),
        ],
      };
    }
    case 'turn-failed':
      return {
        news: text.turnFailed,
        details: [...said(trouble.message), plain(text.turnFailedKept)],
      };
    case 'directory-gone':
      return {
        news: text.directoryGone,
        details: [...place(trouble.directory), plain(text.directoryGoneDo)],
      };
    case 'start-refused':
      return {
        news: text.startRefused,
        details: [...said(trouble.message), plain(text.startRefusedKept)],
      };
    default:
      return unreachable(trouble);
  }
}

/** The engine's own words. */
const said = (message: string): FormattedText[] =>
  isBlank(message) ? [] : [free(excerpt(message, 400))];

const place = (directory: string): FormattedText[] =>
  isBlank(directory) ? [] : [code(cutMiddle(directory, 120))];
