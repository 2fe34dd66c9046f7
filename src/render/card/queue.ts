import type { CardBody } from '../../model/card.ts';
import { join, plain } from '../compose.ts';
import { quoted } from '../words/quoted.ts';
import type { Drawn, Pen } from './view.ts';

type Queue = Extract<CardBody, { kind: 'queue' }>;

/** More would be a wall; the rest is counted. */
const most = 20;

export function drawQueue({ entries, paused }: Queue, { words }: Pen): Drawn {
  const count = entries.length;
  const title = count === 0 ? words.queue.empty : words.queue.title(count);
  const lines = entries
    .slice(0, most)
    .map(({ place, text, editable }) =>
      join([`${place} `, quoted(text, 80, words), editable ? '' : ` · ${words.queue.desktop}`]),
    );
  return {
    lines: [
      plain(paused ? `⏸ ${words.queue.paused} · ${title}` : title),
      ...lines,
      ...(count > most ? [plain(words.queue.more(count - most))] : []),
    ],
    isOver: false,
  };
}
