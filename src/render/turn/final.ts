import type { Content } from '../../model/slot.ts';
import type { Turn } from '../../model/timeline.ts';
import { answerOf } from '../../model/turn/answer.ts';
import { toFormattedText } from '../markdown/to-formatted-text.ts';
import { numbered } from '../split/numbered.ts';
import { split } from '../split/split.ts';

/** The turn's final answer in as many messages as it needs, numbered from three on; none without an answer. */
export function renderFinal(turn: Turn): readonly Content[] {
  const source = answerOf(turn)
    .map(({ text }) => text.trim())
    .join('\n\n');
  return numbered(split(toFormattedText(source))).map((text) => ({ text, buttons: [] }));
}
