import type { FormattedText } from '../../model/formatted-text.ts';
import type { Turn } from '../../model/timeline.ts';
import { stepsOf } from '../../model/turn/steps.ts';
import { join, plain } from '../compose.ts';
import type { Words } from '../words/en.ts';
import { excerpt } from '../words/excerpt.ts';
import { free } from '../words/free.ts';
import type { TurnView } from './view.ts';

/** What goes wrong while the turn still runs: the engine tries again, or nothing was heard for long. */
export function warningLine(turn: Turn, view: TurnView, words: Words): FormattedText | undefined {
  if (turn.trouble) {
    const reason = words.turn.failed[turn.trouble.kind];
    const why = turn.trouble.kind === 'other' ? excerpt(turn.trouble.message, 80) : reason;
    return join([plain(`⚠ ${words.turn.retrying}`), free(why === '' ? reason : why)], ': ');
  }
  const { quietMs } = view.display;
  const silence = view.now - turn.lastEventAt;
  if (quietMs <= 0 || silence < quietMs || view.waits) return undefined;
  const waited = words.minutes(Math.max(1, Math.floor(silence / 60_000)));
  const runs = stepsOf(turn).some(
    ({ item, endedAt }) => item.type === 'command' && endedAt === undefined,
  );
  return plain(`⚠ ${runs ? words.turn.quietCommand(waited) : words.turn.quiet(waited)}`);
}
