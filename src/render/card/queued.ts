import type { CardBody } from '../../model/card.ts';
import type { FormattedText } from '../../model/formatted-text.ts';
import { unreachable } from '../../model/unreachable.ts';
import { join, plain } from '../compose.ts';
import { quoted } from '../words/quoted.ts';
import type { Drawn, Pen } from './view.ts';

type Queued = Extract<CardBody, { kind: 'queued' }>;

export function drawQueued(body: Queued, pen: Pen): Drawn {
  const isOver = body.state === 'sent' || body.state === 'steered' || body.state === 'deleted';
  return { lines: [line(body, pen)], isOver };
}

function line({ state, place, text, at }: Queued, { words, time }: Pen): FormattedText {
  switch (state) {
    case 'waiting':
      return plain(`? ${words.queued.waiting(place)}`);
    case 'asking':
      return plain(`? ${words.queued.asking(place)}`);
    case 'editing':
      return plain(`✎ ${words.queued.editing}`);
    case 'edited':
      return join([`✎ ${words.queued.edited} `, quoted(text, 160, words)]);
    case 'sent':
      return plain(`✓ ${words.queued.sent} ${time(at)}`);
    case 'steered':
      return plain(`✓ ${words.queued.steered} ${time(at)}`);
    case 'deleted':
      return plain(`✗ ${words.queued.deleted}`);
    default:
      return unreachable(state);
  }
}
