import type { Notice } from '../../model/card.ts';
import type { FormattedText } from '../../model/formatted-text.ts';
import { unreachable } from '../../model/unreachable.ts';
import { code, join, plain } from '../compose.ts';
import { label } from '../words/label.ts';
import { span } from '../words/time.ts';
import type { Drawn, Pen } from './view.ts';

export const drawNotice = (notice: Notice, pen: Pen): Drawn => ({
  lines: [lineOf(notice, pen)],
  isOver: false,
});

function lineOf(notice: Notice, { words }: Pen): FormattedText {
  const text = words.notice;
  switch (notice.type) {
    case 'nothing-runs':
      return plain(text.nothingRuns);
    case 'empty-text':
      return plain(text.emptyText);
    case 'unsupported':
      return around(text.unsupported, notice.what);
    case 'attachments-left':
      return join([`${text.attachmentsLeft} `, listed(notice.kinds)]);
    case 'unknown-command':
      return join([
        `${text.unknownCommand} `,
        code(`/${notice.name}`),
        '.',
        notice.near.length > 0 ? ` ${text.near} ${notice.near.map(tappable).join(', ')}?` : '',
      ]);
    case 'unknown-project':
      return join([
        `${text.unknownProject} `,
        label(notice.name),
        '.',
        ...(notice.known.length > 0 ? [` ${text.known} `, listed(notice.known)] : []),
      ]);
    case 'not-allowed':
      return plain(`✗ ${text.notAllowed}`);
    case 'late-edit':
      return plain(text.lateEdit);
    case 'steered':
      return plain(`✓ ${text.steered}`);
    case 'steer-usage':
      return join([`${text.steerUsage} `, code(text.steerExample)]);
    case 'new-topic':
      return join([`✓ ${text.newTopic} `, label(notice.name)]);
    case 'queue-empty':
      return plain(text.queueEmpty);
    case 'waits-for-first':
      return plain(`? ${text.waitsForFirst}`);
    case 'busy':
      return plain(`⚠ ${text.busy}`);
    case 'bound':
      return join([`✓ ${text.bound} `, label(notice.project), '.']);
    case 'was-paused':
      return plain(text.wasPaused(span(notice.ms, words)));
    case 'topic-replaced':
      return plain(text.topicReplaced);
    case 'set-aside':
      return plain(`⚠ ${text.setAside(notice.updates, notice.messages)}`);
    default:
      return unreachable(notice);
  }
}

const around = ([before, after]: readonly [string, string], name: string): FormattedText =>
  join([before, label(name), after]);

const listed = (names: readonly string[]): FormattedText =>
  join(
    names.slice(0, 20).map((name) => label(name)),
    ', ',
  );

/** Our own commands only, so that they may be tapped. */
const tappable = (name: string): string =>
  `/${name.replace(/[^a-z\d_]/gu, '').slice(0, 32) || 'help'}`;
