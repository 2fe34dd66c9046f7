import type { FormattedText } from '../../../model/formatted-text.ts';
import { unreachable } from '../../../model/unreachable.ts';
import { plain } from '../../compose.ts';
import type { Drawn, Pen } from '../view.ts';
import type { Request } from './body.ts';
import { askedCommand, keptCommand } from './command.ts';
import { askedChanges, keptChanges } from './file-change.ts';
import { askedOther, keptOther } from './other.ts';
import { outcomeLines } from './outcome.ts';
import { askedQuestion, keptQuestions } from './questions.ts';

/** What, where, why, and what a choice means; afterwards who chose what, over what was asked. */
export function drawRequest(request: Request, pen: Pen): Drawn {
  const { outcome } = request;
  if (outcome) {
    return { lines: [...outcomeLines(outcome, request, pen), ...kept(request, pen)], isOver: true };
  }
  return { lines: [...asked(request, pen), ...awaited(request, pen)], isOver: false };
}

function asked(request: Request, pen: Pen): readonly FormattedText[] {
  const { ask } = request;
  switch (ask.type) {
    case 'command':
      return askedCommand(ask, request, pen);
    case 'file-change':
      return askedChanges(ask, request, pen);
    case 'questions':
      return askedQuestion(ask, request, pen);
    case 'other':
      return askedOther(ask, pen);
    default:
      return unreachable(ask);
  }
}

function kept(request: Request, pen: Pen): readonly FormattedText[] {
  const { ask } = request;
  switch (ask.type) {
    case 'command':
      return keptCommand(ask);
    case 'file-change':
      return keptChanges(request, pen);
    case 'questions':
      return keptQuestions(ask);
    case 'other':
      return keptOther(ask);
    default:
      return unreachable(ask);
  }
}

function awaited({ awaits }: Request, { words }: Pen): FormattedText[] {
  switch (awaits) {
    case 'free':
      return [plain(`✎ ${words.request.free}`)];
    case 'because':
      return [plain(`✎ ${words.request.because}`)];
    case undefined:
      return [];
    default:
      return unreachable(awaits);
  }
}
