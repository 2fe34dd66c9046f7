import type { CardId, PersonId, TopicKey } from '../../model/ids.ts';
import type { Database } from '../database.ts';

/** Cards that wait for a person's words: the next text of that person in that topic is theirs. */
export function awaitsTable(db: Database) {
  const put = db.change(`
    INSERT INTO awaits (topic, person, card, until) VALUES (:topic, :person, :card, :until)
    ON CONFLICT DO UPDATE SET card = excluded.card, until = excluded.until`);
  const find = db.query<{ card: number }>(
    'SELECT card FROM awaits WHERE topic = :topic AND person = :person AND until >= :now',
  );
  const drop = db.change('DELETE FROM awaits WHERE card = :card');

  return {
    /** `until` in Unix milliseconds. */
    put: (topic: TopicKey, person: PersonId, card: CardId, until: number): void =>
      void put.run({ topic, person, card, until }),
    find: (topic: TopicKey, person: PersonId, now: number): CardId | undefined =>
      find.get({ topic, person, now })?.card as CardId | undefined,
    drop: (card: CardId): void => void drop.run({ card }),
  };
}
