import type { Toast } from '../model/card.ts';
import type { TurnEvent } from '../model/engine-event.ts';
import type { Topic } from '../model/topic.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { renderCard } from '../render/card/render-card.ts';
import { renderToast } from '../render/card/toast.ts';
import type { CardView } from '../render/card/view.ts';
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

/** The machine is the person's own, so its zone is taken for theirs. */
const cardView = (now: number): CardView => ({
  now,
  timezoneOffset: -new Date(now).getTimezoneOffset(),
});

/** Joins `work` to what comes after it: what was decided is drawn and put into the outbox, in one transaction. */
export function createOutlet(deps: OutletDeps): Outlet {
  const { clock, timelines, outbox, dispatcher } = deps;

  const show = (topic: Topic, event: TurnEvent): void => {
    timelines.fold(event);
    const turns = event.type === 'history' ? event.turns.map(({ id }) => id) : [event.turn];
    for (const id of turns) {
      const turn = timelines.turn(event.thread, id);
      if (!turn) continue;
      const over = turn.outcome !== undefined;
      const slots = renderTurn(turn, viewOf(deps, topic, id)).map((slot) => ({ ...slot, over }));
      outbox.want(slots);
      const live = `turn:${id}/live`;
      // A turn that left nothing to fold: a live message that still waits to be sent is not sent any more.
      if (!slots.some(({ key }) => key.name === live)) {
        outbox.close({ topic: topic.key, generation: topic.generation, name: live });
      }
    }
  };

  return {
    show,
    card(card, topic) {
      const { content, loud, priority } = renderCard(card, cardView(clock.now()));
      const { replyTo } = card;
      const key = { topic: topic.key, generation: card.generation, name: `card:${card.id}` };
      // A prompt that was sent before its queue card was shown has nothing to tell any more.
      const isPast = card.body.kind === 'queued' && card.buttons.length === 0;
      if (isPast && outbox.withdraw(key)) return;
      const first = card.body.kind === 'notice' && card.body.notice.type === 'topic-replaced';
      const desired = { type: 'message', content, loud, replyTo } as const;
      // A card that nobody can press is over, until it changes once more.
      outbox.want([{ key, priority, desired, first, over: content.buttons.length === 0 }]);
    },
    want: (slot) => outbox.want([{ ...slot, over: slot.desired.type === 'reaction' }]),
    toast(callback, toast) {
      outbox.answerCallback(callback, renderToast(toast), refusals.has(toast.type));
    },
    seen: (topic, slot, message) => outbox.seen(topic.chat, message, slot),
    topicAppeared: (chat, topic, name) => void outbox.topicAppeared(chat, topic, name),
    reachable: outbox.reachable,
    timerSet: deps.timerSet,
    dispatch: () => dispatcher().wake(),
    resume: ({ key }) => dispatcher().resume(key),
    subscribe: ({ key }) => dispatcher().subscribe(key),
  };
}
