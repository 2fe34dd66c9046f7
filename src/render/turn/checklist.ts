import type { Checklist } from '../../model/engine-event.ts';
import type { FormattedText } from '../../model/formatted-text.ts';
import { join } from '../compose.ts';
import { excerpt } from '../words/excerpt.ts';
import { free } from '../words/free.ts';
import { lineWidth } from './width.ts';

/** Lines of a checklist; one line where it is short. Around the active step where it is long. */
const most = 6;

export function checklistLines(checklist: Checklist | undefined): FormattedText[] {
  const steps = checklist?.steps ?? [];
  const active = steps.findIndex(({ state }) => state !== 'done');
  const from = Math.max(
    0,
    Math.min(active === -1 ? steps.length : active - 2, steps.length - most),
  );
  const shown = steps.slice(from, from + most).map(({ text, state }) => {
    const words = free(excerpt(text, lineWidth));
    return join([state === 'done' ? '☑ ' : '☐ ', words]);
  });
  const line = join(shown, '  ');
  return line.text.length <= lineWidth && shown.length > 0 ? [line] : shown;
}
