import type { Action, Toast } from '../../model/card.ts';
import type { KeptButton } from '../../store/tables/buttons.ts';
import type { Context } from '../context.ts';
import { mayAnswer, mayWork } from '../roles.ts';
import { act } from './act.ts';
import { redrawQueue } from './choice.ts';
import type { Press } from './press.ts';

/** A button: one-shot, for those who may, as long as what it stands for lives. It is answered at once. */
export function acceptPress(ctx: Context, press: Press): void {
  ctx.out.toast(press.callback, pressed(ctx, press));
}

function pressed(ctx: Context, press: Press): Toast {
  const { store } = ctx;
  const { actor, address, message } = press.origin;
  const button = store.buttons.get(press.nonce);
  const topic = button && store.topics.get(button.topic);
  if (!button || topic?.chat !== address.chat) return { type: 'out-of-date' };
  if (!mayPress(button.action, press)) return { type: 'not-allowed' };
  ctx.out.seen(topic, slotOf(button), message);
  if (button.state === 'used') return { type: 'already', by: button.usedBy };
  if (button.state === 'void') return overtaken(ctx, button.action);
  // A button that only asks for words may be pressed again until they have come. The others are used up before
  // their card takes its buttons back, so that a second press is told who was first.
  if (!asksForWords.has(button.action.type)) {
    store.buttons.use(button.nonce, actor.name, ctx.clock.now());
  }
  const toast = act(ctx, button, press);
  redrawQueue(ctx, button);
  return toast;
}

/** Another button of the same card was pressed before, or the card is over. */
function overtaken(ctx: Context, action: Action): Toast {
  const by = 'request' in action && ctx.store.requests.get(action.request)?.decidedBy;
  return by ? { type: 'already', by } : { type: 'out-of-date' };
}

const asksForWords: ReadonlySet<Action['type']> = new Set([
  'decline-because',
  'answer-free',
  'edit-prompt',
]);
const answers: ReadonlySet<Action['type']> = new Set([
  'decide',
  'decline-because',
  'answer-option',
  'answer-free',
  'refuse',
]);
const mayPress = ({ type }: Action, { origin }: Press): boolean =>
  answers.has(type) ? mayAnswer(origin.actor) : mayWork(origin.actor);

/** The slot that a pressed button proves to be in the chat. */
const slotOf = ({ card, action }: KeptButton): string =>
  action.type === 'stop-turn' ? `turn:${action.turn}/live` : `card:${card}`;
