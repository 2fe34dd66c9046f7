import type { FormattedText } from '../../../model/formatted-text.ts';
import type { RequestAsk } from '../../../model/request.ts';
import { expandable, plain, pre } from '../../compose.ts';
import { cutMiddle } from '../../cut-middle.ts';
import { isBlank } from '../../text/blank.ts';
import { label } from '../../words/label.ts';
import type { Pen } from '../view.ts';

type Ask = Extract<RequestAsk, { type: 'other' }>;

/** A kind that this version does not know: its name and its fields, so that a person can judge. */
export const askedOther = (ask: Ask, { words }: Pen): readonly FormattedText[] => [
  plain(`? ${words.request.other}`),
  label(ask.method),
  ...(isBlank(ask.summary) ? [] : [pre(cutMiddle(ask.summary, 2_000))]),
];

export const keptOther = (ask: Ask): readonly FormattedText[] => [expandable(label(ask.method))];
