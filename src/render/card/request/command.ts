import type { FormattedText } from '../../../model/formatted-text.ts';
import type { RequestAsk } from '../../../model/request.ts';
import { code, join, plain, pre } from '../../compose.ts';
import { cutMiddle } from '../../cut-middle.ts';
import { isBlank } from '../../text/blank.ts';
import { label } from '../../words/label.ts';
import type { Pen } from '../view.ts';
import { foldedBlock } from './block.ts';
import type { Request } from './body.ts';
import { placeLine, reasonLines } from './place.ts';

type Ask = Extract<RequestAsk, { type: 'command' }>;

/** What is approved must be seen: the whole command up to here, and a word where it is longer. */
const blockUnits = 2_400;

export function askedCommand(ask: Ask, request: Request, pen: Pen): readonly FormattedText[] {
  const { words } = pen;
  const network =
    ask.network === undefined ? [] : [join([`${words.request.network} `, label(ask.network)])];
  return [
    plain(`? ${words.request.command}`),
    ...(isBlank(ask.command) ? [] : [pre(cutMiddle(ask.command, blockUnits))]),
    ...(ask.command.length > blockUnits ? [plain(`⚠ ${words.request.cut}`)] : []),
    placeLine(ask.cwd, request, pen, ...network),
    ...reasonLines(ask.reason, pen),
    ...(ask.rule === undefined ? [] : [ruleLine(ask.rule, pen)]),
  ];
}

/** “Always” writes a rule for every thread, not for this one: that must be said before. */
export const ruleLine = (rule: readonly string[], { words }: Pen): FormattedText =>
  join([
    words.quote[0],
    words.verbs.always,
    words.quote[1],
    ` ${words.request.always} `,
    ruleText(rule),
  ]);

const ruleText = (rule: readonly string[]): FormattedText =>
  code(cutMiddle(`${rule.join(' ')} …`, 200));

export function keptCommand(ask: Ask): readonly FormattedText[] {
  return isBlank(ask.command) ? [] : [foldedBlock(cutMiddle(ask.command, blockUnits))];
}
