import type { FormattedText } from '../../../model/formatted-text.ts';
import type { FileChange } from '../../../model/item.ts';
import type { RequestAsk } from '../../../model/request.ts';
import { code, expandable, join, plain } from '../../compose.ts';
import { cutMiddle } from '../../cut-middle.ts';
import { isBlank } from '../../text/blank.ts';
import { lines as counted } from '../../words/numbers.ts';
import { relativePath } from '../../words/path.ts';
import type { Pen } from '../view.ts';
import { foldedBlock } from './block.ts';
import type { Request } from './body.ts';
import { placeLine, reasonLines } from './place.ts';

type Ask = Extract<RequestAsk, { type: 'file-change' }>;

const mostFiles = 12;
/** A diff beyond one of these is a file's worth, not a message's. */
const diffLines = 60;
const diffUnits = 1_800;

const letters: Readonly<Record<FileChange['kind'], string>> = {
  add: 'A',
  update: 'M',
  delete: 'D',
};

export function askedChanges(ask: Ask, request: Request, pen: Pen): readonly FormattedText[] {
  const { words } = pen;
  const { changes } = request;
  const added = changes.reduce((sum, change) => sum + change.added, 0);
  const removed = changes.reduce((sum, change) => sum + change.removed, 0);
  const title =
    changes.length === 0 ? words.request.changesUnknown : words.request.changes(changes.length);
  return [
    plain(`? ${title}  ${counted(added, removed)}`.trimEnd()),
    ...fileLines(request, pen),
    placeLine(request.directory, request, pen),
    ...(ask.root === undefined || isBlank(ask.root)
      ? []
      : [join([`⚠ ${words.request.writes} `, code(cutMiddle(ask.root, 120))])]),
    ...reasonLines(ask.reason, pen),
    ...diff(changes, pen),
  ];
}

export const keptChanges = (request: Request, pen: Pen): readonly FormattedText[] =>
  request.changes.length === 0 ? [] : [expandable(join(fileLines(request, pen), '\n'))];

function fileLines({ changes, directory }: Request, { words }: Pen): FormattedText[] {
  const rows = changes.slice(0, mostFiles).map(({ path, kind, added, removed }) => {
    const name = relativePath(path, directory).replace(/\s+/gu, ' ');
    const counts = counted(added, removed);
    return join([
      `${letters[kind]} `,
      isBlank(name) ? '…' : code(cutMiddle(name, 60)),
      counts === '' ? '' : ` ${counts}`,
    ]);
  });
  const more = changes.length - mostFiles;
  return more > 0 ? [...rows, plain(words.request.more(more))] : rows;
}

function diff(changes: readonly FileChange[], { words }: Pen): FormattedText[] {
  const text = changes
    .map((change) => change.diff.trimEnd())
    .filter((part) => !isBlank(part))
    .join('\n');
  if (text === '') return [];
  const count = text.split('\n').length;
  if (count > diffLines || text.length > diffUnits) return [plain(words.request.tooLong(count))];
  return [foldedBlock(text, 'diff')];
}
