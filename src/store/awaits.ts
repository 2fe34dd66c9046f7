import type { DatabaseSync } from 'node:sqlite';
import type { CardId, PersonId, TopicKey } from '../model/ids.ts';

/** Cards that wait for a person's words: the next text of that person in that topic is theirs. */
export function awaitsTable(db: DatabaseSync) {
  const put = db.prepare(`
    INSERT INTO awaits (topic, person, card, until) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET card = excluded.card, until = excluded.until`);
  const find = db.prepare('SELECT card FROM awaits WHERE topic = ? AND person = ? AND until >= ?');
  const drop = db.prepare('DELETE FROM awaits WHERE card = ?');

  return {
    /** `until` in Unix milliseconds. */
    put: (topic: TopicKey, person: PersonId, card: CardId, until: number): void =>
      void put.run(topic, person, card, until),
    find: (topic: TopicKey, person: PersonId, now: number): CardId | undefined =>
      find.get(topic, person, now)?.['card'] as CardId | undefined,
    drop: (card: CardId): void => void drop.run(card),
  };
}
