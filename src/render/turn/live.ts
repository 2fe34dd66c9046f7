import type { FormattedText } from '../../model/formatted-text.ts';
import type { Content } from '../../model/slot.ts';
import type { Turn } from '../../model/timeline.ts';
import { commentaryOf } from '../../model/turn/commentary.ts';
import { type Step, stepsOf } from '../../model/turn/steps.ts';
import { code, join, plain } from '../compose.ts';
import { truncate } from '../truncate.ts';
import { en, type Words } from '../words/en.ts';
import { runningFor } from '../words/time.ts';
import { checklistLines } from './checklist.ts';
import { isShown } from './step/shown.ts';
import { stepLines } from './step/step.ts';
import { markdownLine } from './text/markdown-line.ts';
import { newestSentence } from './text/sentence.ts';
import type { TurnView } from './view.ts';
import { warningLine } from './warning.ts';
import { stepWidth } from './width.ts';

/** Lines of steps that are over, and of steps that run. */
const doneLines = 5;
const runningLines = 3;
const quoteUnits = 160;

/**
 * The one live message of a turn while it runs. Bounded whatever the turn holds, and never a word of what may
 * be its answer.
 */
export function renderLive(turn: Turn, view: TurnView): Content {
  const words = view.words ?? en;
  const warning = warningLine(turn, view, words);
  const steps = stepsOf(turn).filter((step) => isShown(step, view.display));
  const over = linesOf(steps, view, words, (step) => step.endedAt !== undefined);
  const running = linesOf(steps, view, words, (step) => step.endedAt === undefined);
  const quote = view.display.commentary === 'summary' ? quoted(turn, words) : undefined;
  const lines = [
    ...(warning ? [warning] : []),
    headLine(turn, view, words),
    ...checklistLines(turn.checklist),
    ...over.slice(-doneLines),
    ...running.slice(-runningLines),
    ...(quote ? [quote] : []),
  ];
  return { text: truncate(join(lines, '\n'), 3800), buttons: stopButton(view, words) };
}

function linesOf(
  steps: readonly Step[],
  view: TurnView,
  words: Words,
  which: (step: Step) => boolean,
): FormattedText[] {
  return steps
    .filter(which)
    .slice(-doneLines)
    .flatMap((step) => stepLines(step, view, words, stepWidth));
}

function headLine(turn: Turn, view: TurnView, words: Words): FormattedText {
  const engine = [view.model, view.effort].filter((part) => part !== undefined && part !== '');
  const parts = [
    plain(`⏳ ${runningFor(view.now - turn.startedAt)}`),
    ...(engine.length > 0 ? [code(engine.join(' '))] : []),
    ...(view.waits ? [plain(words.turn.waits)] : []),
  ];
  return join(parts, ' · ');
}

function quoted(turn: Turn, words: Words): FormattedText | undefined {
  const newest = commentaryOf(turn).at(-1);
  if (!newest) return undefined;
  const sentence = newestSentence(newest.item.text, newest.endedAt !== undefined);
  if (sentence === '') return undefined;
  const [before, after] = words.quote;
  return join([plain(before), truncate(markdownLine(sentence), quoteUnits), plain(after)]);
}

const stopButton = (view: TurnView, words: Words): Content['buttons'] =>
  view.stopNonce === undefined
    ? []
    : [[{ type: 'press', label: words.turn.stop, nonce: view.stopNonce }]];
