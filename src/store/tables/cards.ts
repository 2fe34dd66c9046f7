import type { Card, CardBody, CardButton } from '../../model/card.ts';
import type { CardId, MessageId, TopicKey } from '../../model/ids.ts';
import type { Database } from '../database.ts';

interface CardRow {
  id: number;
  topic: number;
  generation: number;
  body: string;
  buttons: string;
  reply_to: number | null;
}

/** Cards: semantic records of everything interactive that is not a turn. */
export function cardsTable(db: Database) {
  const insert = db.change<CardRow>(`
    INSERT INTO cards (topic, generation, body, buttons, reply_to, created_at)
    VALUES (:topic, :generation, :body, '[]', :replyTo, :now) RETURNING *`);
  const one = db.query<CardRow>('SELECT * FROM cards WHERE id = :id');
  const update = db.change<CardRow>(
    'UPDATE cards SET body = :body, buttons = :buttons WHERE id = :id RETURNING *',
  );

  // A queue entry or a request that may still change has its card by its side.
  const forget = db.change(`
    DELETE FROM cards WHERE buttons = '[]' AND created_at < :before
      AND id NOT IN (SELECT card FROM requests)
      AND id NOT IN (SELECT card FROM prompts WHERE card IS NOT NULL AND ended_at IS NULL)
      AND id NOT IN (SELECT card FROM awaits)`);

  return {
    /** Forgets cards from before that nobody can press and nothing can change. */
    prune: (before: number): number => forget.run({ before }),
    add: (card: Omit<Card, 'id' | 'buttons'>, now: number): Card =>
      toCard(
        insert.get({
          topic: card.topic,
          generation: card.generation,
          body: JSON.stringify(card.body),
          replyTo: card.replyTo,
          now,
        }),
      ),
    get(id: CardId): Card | undefined {
      const row = one.get({ id });
      return row && toCard(row);
    },
    change: (id: CardId, body: CardBody, buttons: Card['buttons']): Card =>
      toCard(update.get({ id, body: JSON.stringify(body), buttons: JSON.stringify(buttons) })),
  };
}

const toCard = (row: CardRow | undefined): Card => {
  if (!row) throw new Error('The card has no row.');
  return {
    id: row.id as CardId,
    topic: row.topic as TopicKey,
    generation: row.generation,
    body: JSON.parse(row.body) as CardBody,
    buttons: JSON.parse(row.buttons) as readonly (readonly CardButton[])[],
    replyTo: (row.reply_to ?? undefined) as MessageId | undefined,
  };
};
