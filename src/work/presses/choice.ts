import type { CardBody, Toast } from '../../model/card.ts';
import type { TopicKey } from '../../model/ids.ts';
import type { KeptButton } from '../../store/tables/buttons.ts';
import { changeCard } from '../cards.ts';
import { queueView } from '../commands/queue.ts';
import type { Context } from '../context.ts';
import { advance } from '../prompts/advance.ts';
import { newClientId } from '../prompts/stored.ts';

/** What a person says to a turn that broke off: the engine has its history and goes on from there. */
const goOn = 'Continue where you stopped.';

/** The queue flows · the turn goes on · nothing happens. */
type Choice = 'send' | 'go-on' | 'leave';
const troubleChoice = { send: 'sent', 'go-on': 'continued', leave: 'left' } as const;

/** A card that asked whether to go on shows what was chosen, without its buttons. */
export function settleChoice(ctx: Context, button: KeptButton, choice: Choice): Toast {
  const body = button.card && ctx.store.cards.get(button.card)?.body;
  if (!button.card || !body) return { type: 'done' };
  if (body.kind !== 'queue') changeCard(ctx, button.card, settled(body, choice));
  return { type: 'done' };
}

/** The list of what waits is drawn anew after each press on it. */
export function redrawQueue(ctx: Context, { card, topic }: KeptButton): void {
  if (!card || ctx.store.cards.get(card)?.body.kind !== 'queue') return;
  const { body, rows } = queueView(ctx, topic);
  changeCard(ctx, card, body, rows);
}

function settled(body: CardBody, choice: Choice): CardBody {
  if (body.kind === 'stopped') return { ...body, choice: choice === 'leave' ? 'kept' : 'sent' };
  if (body.kind === 'trouble') {
    return { ...body, choice: troubleChoice[choice] };
  }
  return body;
}

/** Sends words that make the engine go on, before all that wait. */
export function continueTurn(ctx: Context, key: TopicKey): void {
  const topic = ctx.store.topics.get(key);
  if (!topic) return;
  const prompt = ctx.store.prompts.add({
    topic: key,
    generation: topic.generation,
    state: 'waiting',
    clientId: newClientId(ctx),
    text: goOn,
    source: undefined,
    gather: undefined,
    now: ctx.clock.now(),
  });
  ctx.store.prompts.toHead(prompt);
  ctx.store.topics.setPaused(key, undefined);
  advance(ctx, key);
}
