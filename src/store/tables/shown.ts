import type { Nonce, TopicKey, TurnId } from '../../model/ids.ts';
import type { ShownState } from '../../model/topic.ts';
import type { Database } from '../database.ts';

interface ShownRow {
  topic: number;
  generation: number;
  turn: string;
  state: string;
  stop: string;
  started_at: number;
  ended_at: number | null;
}

/** How much of a turn its topic shows, and the nonce of its Stop button. */
export interface Shown {
  readonly topic: TopicKey;
  readonly generation: number;
  readonly turn: TurnId;
  readonly state: ShownState;
  readonly stop: Nonce;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
}

/** What `/sync` and recovery still have to show is decided here, not by the presence of messages. */
export function shownTable(db: Database) {
  const insert = db.change(`
    INSERT INTO shown (topic, generation, turn, state, stop, started_at)
    VALUES (:topic, :generation, :turn, 'unseen', :stop, :now)
    ON CONFLICT DO NOTHING`);
  const one = db.query<ShownRow>(
    'SELECT * FROM shown WHERE topic = :topic AND generation = :generation AND turn = :turn',
  );
  const any = db.query(
    'SELECT 1 FROM shown WHERE topic = :topic AND generation = :generation LIMIT 1',
  );
  const last = db.query<{ at: number | null }>(`
    SELECT max(coalesce(ended_at, started_at)) AS at FROM shown
    WHERE topic = :topic AND generation = :generation`);
  const set = db.change(`
    UPDATE shown SET state = :state, ended_at = :now
    WHERE topic = :topic AND generation = :generation AND turn = :turn`);

  const forget = db.change(`
    DELETE FROM shown WHERE state <> 'unseen' AND ended_at < :before
      AND NOT EXISTS (SELECT 1 FROM prompts WHERE prompts.topic = shown.topic AND prompts.turn = shown.turn)
      AND (topic, generation, turn) NOT IN (SELECT topic, generation, turn FROM (
        SELECT topic, generation, turn, row_number() OVER (PARTITION BY topic ORDER BY started_at DESC) AS n
        FROM shown) WHERE n <= :keep)`);

  return {
    /** Forgets turns that ended before, but for the last ones of each topic and those of a prompt that is kept. */
    prune: (before: number, keep: number): number => forget.run({ before, keep }),
    /** False when the turn is known already. */
    open: (topic: TopicKey, generation: number, turn: TurnId, stop: Nonce, now: number): boolean =>
      insert.run({ topic, generation, turn, stop, now }) === 1,
    get(topic: TopicKey, generation: number, turn: TurnId): Shown | undefined {
      const row = one.get({ topic, generation, turn });
      return row && toShown(row);
    },
    /** Whether any turn of this binding was ever seen. */
    any: (topic: TopicKey, generation: number): boolean =>
      any.get({ topic, generation }) !== undefined,
    /** When a turn of this binding last began or ended here, Unix milliseconds. */
    lastAt: (topic: TopicKey, generation: number): number | undefined =>
      last.get({ topic, generation })?.at ?? undefined,
    settle: (shown: Shown, state: 'line' | 'full', now: number): void =>
      void set.run({
        state,
        now,
        topic: shown.topic,
        generation: shown.generation,
        turn: shown.turn,
      }),
  };
}

const toShown = (row: ShownRow): Shown => ({
  topic: row.topic as TopicKey,
  generation: row.generation,
  turn: row.turn as TurnId,
  state: row.state as ShownState,
  stop: row.stop as Nonce,
  startedAt: row.started_at,
  endedAt: row.ended_at ?? undefined,
});
