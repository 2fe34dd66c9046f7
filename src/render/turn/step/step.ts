import type { FormattedText } from '../../../model/formatted-text.ts';
import type { FileChange, ItemStatus } from '../../../model/item.ts';
import { isCompleted } from '../../../model/turn/completed.ts';
import type { Step } from '../../../model/turn/steps.ts';
import { unreachable } from '../../../model/unreachable.ts';
import { code, join, plain } from '../../compose.ts';
import { cutMiddle } from '../../cut-middle.ts';
import { isBlank } from '../../text/blank.ts';
import type { Words } from '../../words/en.ts';
import { lines } from '../../words/numbers.ts';
import { relativePath } from '../../words/path.ts';
import { runningFor, took } from '../../words/time.ts';
import type { TurnView } from '../view.ts';

/**
 * One step as lines (a file change may be several): sign, what, and how it went.
 *
 * @param width characters of a line, most of which its name may take
 */
export function stepLines(
  step: Step,
  view: TurnView,
  words: Words,
  width: number,
): FormattedText[] {
  const sign = signOf(step);
  const line = (label: string, name: string, ...told: (string | undefined)[]): FormattedText => {
    const tail = tailOf(step, view, words, told);
    return join([`${sign} ${label}`, named(name, width - label.length - tail.length), tail]);
  };
  const { item } = step;
  switch (item.type) {
    case 'command':
      return [
        line(
          '',
          item.command,
          item.exitCode === undefined || item.exitCode === 0
            ? undefined
            : words.turn.exit(item.exitCode),
          statusWord(item.status, words),
          duration(step, item.durationMs, words),
        ),
      ];
    case 'file-change':
      return item.changes.map((change) => fileLine(change, sign, view, width));
    case 'tool':
      return [
        line('', item.name, statusWord(item.status, words), duration(step, item.durationMs, words)),
      ];
    case 'search':
      return [line(`${words.turn.search} `, item.query)];
    case 'agent':
      return [line(`${words.turn.agent} `, item.title)];
    case 'image':
      return [line(`${words.turn.image} `, relativePath(item.path ?? '', view.directory))];
    case 'review':
      return [plain(`${sign} ${item.entered ? words.turn.reviewBegun : words.turn.reviewDone}`)];
    case 'compaction':
      return [plain(`${sign} ${words.turn.compaction}`)];
    case 'unknown':
      return [line('', item.name)];
    default:
      return unreachable(item);
  }
}

function fileLine(change: FileChange, sign: string, view: TurnView, width: number): FormattedText {
  const counts = lines(change.added, change.removed);
  const name = named(relativePath(change.path, view.directory), width - counts.length);
  return join([`${sign} `, name, counts === '' ? '' : ` ${counts}`]);
}

/** Names of all kinds stand in code, where Telegram reads nothing into them. */
function named(name: string, width: number): FormattedText {
  const line = name.replace(/\s+/gu, ' ').trim();
  return isBlank(line) ? plain('…') : code(cutMiddle(line, Math.max(narrowest, width)));
}
const narrowest = 14;

/** While it runs its age, afterwards how it went. */
function tailOf(
  step: Step,
  view: TurnView,
  words: Words,
  told: readonly (string | undefined)[],
): string {
  return partsOf(step, view, words, told)
    .filter((part) => part !== undefined)
    .map((part) => ` · ${part}`)
    .join('');
}

function partsOf(
  step: Step,
  view: TurnView,
  words: Words,
  told: readonly (string | undefined)[],
): readonly (string | undefined)[] {
  if (step.endedAt === undefined) return [runningFor(view.now - step.startedAt)];
  return step.item.type === 'command' && !isCompleted(step) ? [words.turn.ranOn] : told;
}

function signOf(step: Step): string {
  const { item } = step;
  if (step.endedAt === undefined) return '›';
  // An interrupt does not kill commands (codex/README.md, section 4).
  if (!isCompleted(step)) return item.type === 'command' ? '›' : '■';
  const status = 'status' in item ? item.status : 'completed';
  if (status === 'failed' || status === 'declined') return '✗';
  if (item.type === 'file-change') return '✎';
  return item.type === 'command' && (item.exitCode ?? 0) !== 0 ? '✗' : '✓';
}

const statusWord = (status: ItemStatus, words: Words): string | undefined =>
  status === 'declined' ? words.turn.declined : undefined;

/** As the engine measured it, else as we saw it. */
function duration(
  { startedAt, endedAt }: Step,
  measured: number | undefined,
  words: Words,
): string | undefined {
  return took(measured ?? (endedAt ?? startedAt) - startedAt, words);
}
