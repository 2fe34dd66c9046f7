import type { Action } from '../../model/card.ts';
import type { CardId, Nonce, TopicKey } from '../../model/ids.ts';
import type { Database } from '../database.ts';

interface ButtonRow {
  nonce: string;
  topic: number;
  card: number | null;
  action: string;
  state: string;
  used_by: string | null;
}

/** A row behind a button. `void`: its card moved on without it. */
export interface KeptButton {
  readonly nonce: Nonce;
  readonly topic: TopicKey;
  readonly card: CardId | undefined;
  readonly action: Action;
  readonly state: 'open' | 'used' | 'void';
  readonly usedBy: string | undefined;
}

/** One-shot buttons: whoever turns `open` into `used` first has pressed. */
export function buttonsTable(db: Database) {
  const insert = db.change(`
    INSERT INTO buttons (nonce, topic, card, action, state)
    VALUES (:nonce, :topic, :card, :action, 'open')`);
  const one = db.query<ButtonRow>('SELECT * FROM buttons WHERE nonce = :nonce');
  const use = db.change(`
    UPDATE buttons SET state = 'used', used_by = :by, used_at = :now
    WHERE nonce = :nonce AND state = 'open'`);
  const close = db.change(
    `UPDATE buttons SET state = 'void' WHERE card = :card AND state = 'open'`,
  );

  const forget = db.change(`
    DELETE FROM buttons WHERE used_at < :before
      OR (state = 'void' AND card NOT IN (SELECT id FROM cards WHERE created_at >= :before))
      OR nonce IN (SELECT stop FROM shown WHERE state <> 'unseen' AND ended_at < :before)`);

  return {
    /** Forgets what was used before, what old cards took back, and the Stop of turns that ended before. */
    prune: (before: number): number => forget.run({ before }),
    add: (nonce: Nonce, topic: TopicKey, card: CardId | undefined, action: Action): void =>
      void insert.run({ nonce, topic, card, action: JSON.stringify(action) }),
    get(nonce: Nonce): KeptButton | undefined {
      const row = one.get({ nonce });
      return row && toButton(row);
    },
    /** False when it was used or void before. */
    use: (nonce: Nonce, by: string, now: number): boolean => use.run({ nonce, by, now }) === 1,
    /** What is left of a card's buttons can no longer be pressed. */
    close: (card: CardId): void => void close.run({ card }),
  };
}

const toButton = (row: ButtonRow): KeptButton => ({
  nonce: row.nonce as Nonce,
  topic: row.topic as TopicKey,
  card: (row.card ?? undefined) as CardId | undefined,
  action: JSON.parse(row.action) as Action,
  state: row.state as KeptButton['state'],
  usedBy: row.used_by ?? undefined,
});
