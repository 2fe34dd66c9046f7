import type { StatusView } from '../../model/card.ts';
import type { FormattedText } from '../../model/formatted-text.ts';
import { code, join, plain } from '../compose.ts';
import { cutMiddle } from '../cut-middle.ts';
import { isBlank } from '../text/blank.ts';
import { label } from '../words/label.ts';
import { elapsed } from '../words/time.ts';
import type { Drawn, Pen } from './view.ts';

type Part = FormattedText | string | undefined;

export function drawStatus(status: StatusView, pen: Pen): Drawn {
  const rows: readonly (readonly Part[])[] = [
    [status.project === undefined ? undefined : label(status.project), label(status.title)],
    workRow(status, pen),
    [
      status.directory === undefined || isBlank(status.directory)
        ? pen.words.status.noPlace
        : code(cutMiddle(status.directory, 60)),
    ],
    [engineName(status), contextOf(status, pen)],
    settingsRow(status, pen),
    engineRow(status, pen),
  ];
  const lines = rows.map(row).filter(({ text }) => text !== '');
  return { lines, isOver: false };
}

const row = (parts: readonly Part[]): FormattedText =>
  join(
    parts.filter((part) => part !== undefined),
    ' · ',
  );

const workRow = (status: StatusView, { words }: Pen): readonly Part[] => [
  status.turn !== 'idle' && status.elapsedMs !== undefined
    ? `${words.status[status.turn]} ${elapsed(status.elapsedMs)}`
    : words.status[status.turn],
  status.queued > 0 ? words.status.queued(status.queued) : undefined,
  status.paused ? `⏸ ${words.status.paused}` : undefined,
];

function engineName({ model, effort }: StatusView): Part {
  const name = [model, effort].filter((part) => part !== undefined && !isBlank(part)).join(' ');
  return name === '' ? undefined : label(name);
}

const contextOf = ({ contextLeft }: StatusView, { words }: Pen): Part =>
  contextLeft === undefined ? undefined : plain(words.status.context(Math.round(contextLeft)));

const settingsRow = ({ approvalPolicy, sandbox }: StatusView, { words }: Pen): readonly Part[] => [
  named(words.status.approvals, approvalPolicy),
  sandbox === undefined || isBlank(sandbox) ? undefined : label(sandbox),
];

const engineRow = ({ engine, bridge }: StatusView, { words }: Pen): readonly Part[] => [
  engine.connected
    ? join([
        named(words.status.engine, engine.version) ?? words.status.engine,
        ` ${engine.shared ? words.status.shared : words.status.private}`,
      ])
    : `⚠ ${words.status.away}`,
  named(words.status.bridge, bridge),
];

const named = (what: string, value: string | undefined): FormattedText | undefined =>
  value === undefined || isBlank(value) ? undefined : join([`${what} `, label(value)]);
