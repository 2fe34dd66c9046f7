import type { RequestOutcome } from '../../../model/card.ts';
import type { FormattedText } from '../../../model/formatted-text.ts';
import type { Decision } from '../../../model/request.ts';
import { unreachable } from '../../../model/unreachable.ts';
import { join, plain } from '../../compose.ts';
import { isBlank } from '../../text/blank.ts';
import type { Words } from '../../words/en.ts';
import { label } from '../../words/label.ts';
import { quoted } from '../../words/quoted.ts';
import type { Pen } from '../view.ts';
import type { Request } from './body.ts';
import { ruleLine } from './command.ts';
import { shownAnswer } from './questions.ts';

/** Who chose what, and when; what was chosen for good is named. */
export function outcomeLines(
  outcome: RequestOutcome,
  request: Request,
  pen: Pen,
): readonly FormattedText[] {
  const { words } = pen;
  switch (outcome.type) {
    case 'approved':
      return [
        news(
          `${decisionSign(outcome.decision)} ${decisionWord(outcome.decision, words)}`,
          outcome,
          pen,
        ),
        ...(outcome.decision.type === 'always' ? [ruleLine(outcome.decision.rule, pen)] : []),
      ];
    case 'declined':
      return [
        news(`✗ ${words.request.declined}`, outcome, pen),
        ...(outcome.because === undefined || isBlank(outcome.because)
          ? []
          : [quoted(outcome.because, 300, words)]),
      ];
    case 'answered':
      return [news(join(['✓ ', answersOf(outcome, request, words)]), outcome, pen)];
    case 'deciding':
      return [news(`› ${decidingWord(outcome.by, words)}`, outcome, pen)];
    case 'lapsed': {
      const why = outcome.why === 'turn-ended' ? words.request.outOfDate : words.request.notResent;
      return [plain(`■ ${why} · ${pen.time(outcome.at)}`)];
    }
    default:
      return unreachable(outcome);
  }
}

/** The word, the person or the desktop, the time. */
function news(
  what: FormattedText | string,
  { by, at }: { readonly by: string | undefined; readonly at: number },
  { words, time }: Pen,
): FormattedText {
  const who = by === undefined ? [` ${words.request.desktop}`] : [' · ', label(by)];
  return join([what, ...who, ` · ${time(at)}`]);
}

/** What somebody else sends is over for us; what was decided is told by the item. */
const decidingWord = (by: string | undefined, { request }: Words): string =>
  by === undefined ? request.decided : request.deciding;

function answersOf(
  { answers, by }: Extract<RequestOutcome, { type: 'answered' }>,
  request: Request,
  words: Words,
): FormattedText {
  if (answers.length === 0) {
    return plain(by === undefined ? words.request.answered : words.request.skipped);
  }
  const questions = request.ask.type === 'questions' ? request.ask.questions : [];
  return join(
    answers
      .slice(0, 10)
      .map((answer, i) => shownAnswer(answer, questions[i]?.secret ?? false, words)),
    ', ',
  );
}

const decisionSign = ({ type }: Decision): string => {
  if (type === 'no') return '✗';
  return type === 'stop' ? '■' : '✓';
};

function decisionWord({ type }: Decision, words: Words): string {
  switch (type) {
    case 'once':
      return words.request.once;
    case 'session':
      return words.request.session;
    case 'always':
      return words.request.alwaysKept;
    case 'no':
      return words.request.declined;
    case 'stop':
      return words.request.stopped;
    default:
      return unreachable(type);
  }
}
