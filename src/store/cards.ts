import type { DatabaseSync } from 'node:sqlite';
import type { Card, CardBody, CardButton } from '../model/card.ts';
import type { CardId, MessageId, TopicKey } from '../model/ids.ts';

interface CardRow {
  id: number;
  topic: number;
  generation: number;
  body: string;
  buttons: string;
  reply_to: number | null;
}

/** Cards: semantic records of everything interactive that is not a turn. */
export function cardsTable(db: DatabaseSync) {
  const insert = db.prepare(`
    INSERT INTO cards (topic, generation, body, buttons, reply_to, created_at)
    VALUES (:topic, :generation, :body, '[]', :replyTo, :now) RETURNING *`);
  const one = db.prepare('SELECT * FROM cards WHERE id = ?');
  const update = db.prepare('UPDATE cards SET body = ?, buttons = ? WHERE id = ? RETURNING *');

  return {
    add: (card: Omit<Card, 'id' | 'buttons'>, now: number): Card =>
      toCard(
        insert.get({
          topic: card.topic,
          generation: card.generation,
          body: JSON.stringify(card.body),
          replyTo: card.replyTo ?? null,
          now,
        }) as unknown as CardRow,
      ),
    get(id: CardId): Card | undefined {
      const row = one.get(id) as CardRow | undefined;
      return row && toCard(row);
    },
    change: (id: CardId, body: CardBody, buttons: Card['buttons']): Card =>
      toCard(update.get(JSON.stringify(body), JSON.stringify(buttons), id) as unknown as CardRow),
  };
}

const toCard = (row: CardRow): Card => ({
  id: row.id as CardId,
  topic: row.topic as TopicKey,
  generation: row.generation,
  body: JSON.parse(row.body) as CardBody,
  buttons: JSON.parse(row.buttons) as readonly (readonly CardButton[])[],
  replyTo: (row.reply_to ?? undefined) as MessageId | undefined,
});
