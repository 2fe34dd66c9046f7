import type { Action, Card, CardBody, CardButton, Notice, Verb } from '../model/card.ts';
import type { CardId, MessageId, Nonce } from '../model/ids.ts';
import type { Topic } from '../model/topic.ts';
import type { Context } from './context.ts';

export interface ButtonSpec {
  readonly verb: Verb;
  readonly action: Action;
  readonly detail?: string;
}
type Rows = readonly (readonly ButtonSpec[])[];

/** 96 bits, base64url: what stands in a button is a pointer to a row and nothing else. */
export const newNonce = (ctx: Context): Nonce =>
  Buffer.from(ctx.random.bytes(12)).toString('base64url') as Nonce;

/** Writes a new card. `rows` may need its id, so they come from a function. */
export function addCard(
  ctx: Context,
  topic: Topic,
  body: CardBody,
  options: { readonly replyTo?: MessageId | undefined; readonly rows?: (id: CardId) => Rows } = {},
): Card {
  const added = ctx.store.cards.add(
    { topic: topic.key, generation: topic.generation, body, replyTo: options.replyTo },
    ctx.clock.now(),
  );
  return changeCard(ctx, added.id, body, options.rows?.(added.id) ?? []);
}

/** Replaces a card's state. Its earlier buttons are void: nothing stale can be pressed. */
export function changeCard(ctx: Context, id: CardId, body: CardBody, rows: Rows = []): Card {
  const { store } = ctx;
  store.buttons.close(id);
  const before = store.cards.get(id);
  if (!before) throw new Error(`no card ${id}`);
  const buttons = rows.map((row) =>
    row.map(({ verb, action, detail }): CardButton => {
      const nonce = newNonce(ctx);
      store.buttons.add(nonce, before.topic, id, action);
      return { nonce, verb, detail };
    }),
  );
  const card = store.cards.change(id, body, buttons);
  const topic = store.topics.get(card.topic);
  if (topic) ctx.out.card(card, topic);
  return card;
}

/** A short answer to a command or an input, as a silent reply. */
export const notify = (ctx: Context, topic: Topic, notice: Notice, replyTo?: MessageId): void =>
  void addCard(ctx, topic, { kind: 'notice', notice }, { replyTo });
