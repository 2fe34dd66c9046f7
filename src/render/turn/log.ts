import type { FormattedText } from '../../model/formatted-text.ts';
import type { ItemId } from '../../model/ids.ts';
import type { TimelineItem, Turn } from '../../model/timeline.ts';
import { commentaryOf } from '../../model/turn/commentary.ts';
import { isStep } from '../../model/turn/steps.ts';
import { join, plain, pre } from '../compose.ts';
import type { Limit } from '../entities/fit.ts';
import { bytesOf } from '../entities/kind.ts';
import { normalise } from '../entities/normalise.ts';
import { toFormattedText } from '../markdown/to-formatted-text.ts';
import { isBlank } from '../text/blank.ts';
import { clean } from '../text/clean.ts';
import type { Words } from '../words/en.ts';
import { isShown } from './step/shown.ts';
import { stepLines } from './step/step.ts';
import { beginning } from './text/beginning.ts';
import { messageText } from './text/message-text.ts';
import type { TurnView } from './view.ts';

/** No piece of the log may push out all others. */
const entryLimit: Limit = { units: 1_200, entities: 30, bytes: 3_000 };
const stepUnits = 300;

/**
 * Commentary and steps in their order, the answer never among them. Where there is no room for all, the
 * earlier ones are counted on the first line.
 *
 * @param room what the folded line above leaves of a message
 */
export function logOf(turn: Turn, view: TurnView, words: Words, room: Limit): FormattedText {
  const said = new Set<ItemId>(
    view.display.commentary === 'summary' ? commentaryOf(turn).map(({ item }) => item.id) : [],
  );
  const entries = [...turn.items.values()]
    .flatMap((entry) => entryLines(entry, said, view, words))
    .map((line) => normalise(line.text, line.entities))
    .filter(({ text }) => !isBlank(text));
  return fitted(entries, words, room);
}

function entryLines(
  entry: TimelineItem,
  said: ReadonlySet<ItemId>,
  view: TurnView,
  words: Words,
): FormattedText[] {
  const { item } = entry;
  if (item.type === 'agent-message') {
    return said.has(item.id) ? [beginning(messageText(item, words), entryLimit)] : [];
  }
  if (item.type === 'reasoning') {
    if (view.display.thinking === 'off') return [];
    const summary =
      view.display.thinking === 'full' ? item.summary : (item.summary.split('\n')[0] ?? '');
    return [beginning(toFormattedText(summary), entryLimit)];
  }
  if (!isStep(entry) || !isShown(entry, view.display)) return [];
  const lines = stepLines(entry, view, words, stepUnits);
  if (item.type !== 'command' || view.display.commands !== 'full') return lines;
  return [...lines, ...outputLines(item.output)];
}

/** The end of a command's output: what went wrong mostly stands there. */
function outputLines(output: string): FormattedText[] {
  const text = clean(output).trimEnd();
  if (isBlank(text)) return [];
  const last = text.split('\n').slice(-5).join('\n');
  return [pre(last.length > 400 ? `…${last.slice(-399).toWellFormed()}` : last)];
}

function fitted(entries: readonly FormattedText[], words: Words, room: Limit): FormattedText {
  const kept: FormattedText[] = [];
  let units = 24;
  let entities = 0;
  let bytes = 0;
  for (const entry of entries.toReversed()) {
    units += entry.text.length + 1;
    entities += entry.entities.length;
    bytes += entry.entities.reduce((sum, entity) => sum + bytesOf(entity), 0);
    if (units > room.units || entities > room.entities || bytes > room.bytes) break;
    kept.unshift(entry);
  }
  const missing = entries.length - kept.length;
  return join([...(missing > 0 ? [plain(words.turn.earlier(missing))] : []), ...kept], '\n');
}
