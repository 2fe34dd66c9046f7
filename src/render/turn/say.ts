import type { Content, Priority } from '../../model/slot.ts';
import type { TimelineItem } from '../../model/timeline.ts';
import type { Message } from '../../model/turn/commentary.ts';
import { isCompleted } from '../../model/turn/completed.ts';
import { messageLimit } from '../entities/fit.ts';
import { en } from '../words/en.ts';
import { beginning } from './text/beginning.ts';
import { messageText } from './text/message-text.ts';
import type { TurnView } from './view.ts';

/**
 * Whether a piece of commentary is a message of its own. Questions that do not block always are: nobody would
 * answer one that is folded away.
 */
export const isSaid = (entry: TimelineItem & { readonly item: Message }, view: TurnView): boolean =>
  isCompleted(entry) && (view.display.commentary === 'full' || entry.item.questions.length > 0);

export const sayPriority = ({ questions }: Message): Priority =>
  questions.length > 0 ? 'reply' : 'commentary';

export const renderSay = (message: Message, view: TurnView): Content => ({
  text: beginning(messageText(message, view.words ?? en), messageLimit),
  buttons: [],
});
