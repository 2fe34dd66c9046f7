import type { Card, CardBody } from '../../model/card.ts';
import type { Content, Priority } from '../../model/slot.ts';
import { unreachable } from '../../model/unreachable.ts';
import { join } from '../compose.ts';
import { truncate } from '../truncate.ts';
import { en } from '../words/en.ts';
import { buttonRows } from './buttons.ts';
import { drawChooser } from './chooser.ts';
import { drawElsewhere } from './elsewhere.ts';
import { drawHelp } from './help.ts';
import { drawNotice } from './notice.ts';
import { drawQueue } from './queue.ts';
import { drawQueued } from './queued.ts';
import { drawRequest } from './request/request.ts';
import { drawStatus } from './status.ts';
import { drawStopped } from './stopped.ts';
import { drawTrouble } from './trouble.ts';
import { type CardView, type Drawn, type Pen, penOf } from './view.ts';
import { drawWelcome } from './welcome.ts';

export interface RenderedCard {
  readonly content: Content;
  /** Makes a sound when it is sent: somebody is needed. */
  readonly loud: boolean;
  readonly priority: Priority;
}

/** Draws a card as one message. A card that is over has no buttons, whatever its record holds. */
export function renderCard(card: Card, view: CardView): RenderedCard {
  const words = view.words ?? en;
  const { lines, isOver } = draw(card.body, penOf(view, words));
  return {
    content: {
      text: truncate(join(lines, '\n'), 3800),
      buttons: isOver ? [] : buttonRows(card.buttons, words),
    },
    loud: !isOver && (card.body.kind === 'request' || card.body.kind === 'trouble'),
    priority: priorityOf(card.body),
  };
}

function draw(body: CardBody, pen: Pen): Drawn {
  switch (body.kind) {
    case 'chooser':
      return drawChooser(body, pen);
    case 'request':
      return drawRequest(body, pen);
    case 'queued':
      return drawQueued(body, pen);
    case 'queue':
      return drawQueue(body, pen);
    case 'stopped':
      return drawStopped(body, pen);
    case 'trouble':
      return drawTrouble(body, pen);
    case 'elsewhere':
      return drawElsewhere(body, pen);
    case 'status':
      return drawStatus(body.status, pen);
    case 'help':
      return drawHelp(body, pen);
    case 'welcome':
      return drawWelcome(body, pen);
    case 'notice':
      return drawNotice(body.notice, pen);
    default:
      return unreachable(body);
  }
}

function priorityOf(body: CardBody): Priority {
  switch (body.kind) {
    case 'request':
      return 'request';
    case 'trouble':
    // It stands before the newest turn, which is shown in full.
    case 'elsewhere':
      return 'final';
    case 'queued':
    case 'queue':
      return 'queue';
    case 'chooser':
    case 'stopped':
    case 'status':
    case 'help':
    case 'welcome':
      return 'reply';
    case 'notice':
      // It explains the new topic to whoever reads what follows.
      return body.notice.type === 'topic-replaced' ? 'request' : 'reply';
    default:
      return unreachable(body);
  }
}
