import type { Toast } from '../model/card.ts';
import type { TurnEvent } from '../model/engine-event.ts';
import type { Slot } from '../model/slot.ts';
import type { Topic } from '../model/topic.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { renderCard } from '../render/card/render-card.ts';
import { renderToast } from '../render/card/toast.ts';
import { renderTurn } from '../render/turn/slots.ts';
import type { Outlet } from '../work/context.ts';
import type { Dispatcher } from '../work/dispatch/dispatcher.ts';
import { type TurnViewDeps, viewOf } from './turn-views.ts';

export interface OutletDeps extends TurnViewDeps {
  readonly outbox: Outbox;
  readonly dispatcher: () => Dispatcher;
  readonly timerSet: () => void;
}

/** Toasts that a person has to close, since nothing came of the press. */
const refusals: ReadonlySet<Toast['type']> = new Set(['already', 'out-of-date', 'not-allowed']);

/** Joins `work` to what comes after it: what was decided is drawn and put into the outbox, in one transaction. */
export function createOutlet(deps: OutletDeps): Outlet {
  const { clock, timelines, outbox, dispatcher } = deps;

  const show = (topic: Topic, event: TurnEvent): void => {
    timelines.fold(event);
    const turns = event.type === 'history' ? event.turns.map(({ id }) => id) : [event.turn];
    for (const id of turns) {
      const turn = timelines.turn(event.thread, id);
      if (turn) outbox.want(renderTurn(turn, viewOf(deps, topic, id)));
    }
  };

  return {
    show,
    card(card, topic) {
      const { content, loud, priority } = renderCard(card, { now: clock.now() });
      const { replyTo } = card;
      const slot: Slot = {
        key: { topic: topic.key, generation: card.generation, name: `card:${card.id}` },
        priority,
        desired: { type: 'message', content, loud, replyTo },
      };
      outbox.want([slot]);
    },
    want: (slot) => outbox.want([slot]),
    toast(callback, toast) {
      outbox.answerCallback(callback, renderToast(toast), refusals.has(toast.type));
    },
    seen: (topic, slot, message) => outbox.seen(topic.chat, message, slot),
    topicAppeared: (chat, topic, name) => void outbox.topicAppeared(chat, topic, name),
    reachable: outbox.reachable,
    timerSet: deps.timerSet,
    dispatch: () => dispatcher().wake(),
    resume: ({ key }) => dispatcher().resume(key),
  };
}
