import type { FormattedText } from '../../../model/formatted-text.ts';
import { code, join } from '../../compose.ts';
import { cutMiddle } from '../../cut-middle.ts';
import { isBlank } from '../../text/blank.ts';
import { label } from '../../words/label.ts';
import { relativePath } from '../../words/path.ts';
import { quoted } from '../../words/quoted.ts';
import type { Pen } from '../view.ts';
import type { Request } from './body.ts';

/** `in shop`, with the directory where it is another than the project's; without a project the whole path. */
export function placeLine(
  cwd: string,
  request: Request,
  { words }: Pen,
  ...more: readonly FormattedText[]
): FormattedText {
  const { project, directory } = request;
  const inside = relativePath(cwd, directory);
  const place =
    project === undefined || isBlank(project)
      ? [path(cwd)]
      : [label(project), ...(cwd === directory || isBlank(cwd) ? [] : [path(inside)])];
  return join([`${words.request.in} `, join([...place, ...more], ' · ')]);
}

const path = (name: string): FormattedText =>
  isBlank(name) ? label('') : code(cutMiddle(name, 60));

/** Why, in the engine's words. */
export const reasonLines = (reason: string | undefined, { words }: Pen): FormattedText[] =>
  reason === undefined || isBlank(reason) ? [] : [quoted(reason, 500, words)];
