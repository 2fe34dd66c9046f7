import type { FormattedText } from '../../model/formatted-text.ts';
import type { Content } from '../../model/slot.ts';
import type { Turn } from '../../model/timeline.ts';
import { statsOf } from '../../model/turn/stats.ts';
import { expandable, join, plain } from '../compose.ts';
import { truncate } from '../truncate.ts';
import { en, type Words } from '../words/en.ts';
import { excerpt } from '../words/excerpt.ts';
import { free } from '../words/free.ts';
import { lines } from '../words/numbers.ts';
import { elapsed } from '../words/time.ts';
import { logOf } from './log.ts';
import type { TurnView } from './view.ts';

/** What the live message becomes when its turn has ended: one line over the whole log, folded. */
export function renderFolded(turn: Turn, view: TurnView): Content {
  const words = view.words ?? en;
  const head = [headLine(turn, view, words), ...reasonLine(turn)];
  const headUnits = head.reduce((sum, { text }) => sum + text.length + 1, 0);
  const room = { units: 3800 - headUnits, entities: 90, bytes: 8_000 };
  const log = logOf(turn, view, words, room);
  const body = join(log.text === '' ? head : [...head, expandable(log)], '\n');
  return { text: truncate(body, 3800), buttons: [] };
}

function headLine(turn: Turn, view: TurnView, words: Words): FormattedText {
  const { steps, files, added, removed, durationMs } = statsOf(turn, view.now);
  const time = elapsed(durationMs);
  const changed = files > 0 ? `${words.turn.files(files)} ${lines(added, removed)}`.trim() : '';
  const parts = [...outcome(turn, time, words), steps > 0 ? words.turn.steps(steps) : '', changed];
  return plain(parts.filter((part) => part !== '').join(' · '));
}

function outcome(turn: Turn, time: string, words: Words): readonly string[] {
  switch (turn.outcome) {
    case 'interrupted':
      return [`■ ${words.turn.stopped}`, time];
    case 'failed':
      return [`✗ ${words.turn.failed[turn.error?.kind ?? 'other']}`, time];
    case 'completed':
    case undefined:
      return [`✓ ${time}`];
  }
}

/** Why it failed, in the engine's words. */
function reasonLine(turn: Turn): FormattedText[] {
  const message = excerpt(turn.error?.message ?? '', 300);
  return turn.outcome === 'failed' && message !== '' ? [free(message)] : [];
}
