import { createHash } from 'node:crypto';
import type { UpdateId } from '../../model/ids.ts';
import type { Database } from '../database.ts';

/** An update as it came. Entries of one lane are handled in order, those of different lanes not. */
export interface IncomingUpdate {
  readonly botId: number;
  readonly updateId: UpdateId;
  /** The update's JSON as received; its hash is part of the key. */
  readonly body: string;
  readonly lane: string;
}

export interface DueTimer {
  readonly kind: string;
  readonly key: string;
  readonly lane: string;
  /** JSON, as it was set. */
  readonly body: string;
}

export type InboxEntry = {
  readonly seq: number;
  readonly lane: string;
  readonly attempts: number;
} & (
  | { readonly source: 'update'; readonly updateId: UpdateId; readonly body: string }
  | { readonly source: 'timer'; readonly kind: string; readonly key: string; readonly body: string }
);

/** An entry that was set aside after bounded tries. */
export interface DeadEntry {
  readonly seq: number;
  readonly source: InboxEntry['source'];
  readonly lane: string;
  readonly reason: string;
  readonly receivedAt: number;
}

interface InboxRow {
  seq: number;
  source: 'update' | 'timer';
  update_id: number | null;
  lane: string;
  body: string;
  attempts: number;
}

const maxAttempts = 5;
const maxTryingMs = 600_000;
const longestWaitMs = 60_000;

export function inboxTable(db: Database) {
  const insert = db.change(`
    INSERT INTO inbox (source, bot_id, update_id, body_hash, lane, body, state, attempts, next_at, received_at)
    VALUES (:source, :botId, :updateId, :hash, :lane, :body, 'new', 0, :now, :now)
    ON CONFLICT DO NOTHING`);
  // The oldest of each lane stands for it; one that waits for its next try holds up its own lane only.
  const head = db.query<InboxRow>(`
    SELECT seq, source, update_id, lane, body, attempts FROM inbox AS entry
    WHERE state = 'new' AND next_at <= :now
      AND lane NOT IN (SELECT value FROM json_each(:busy))
      AND NOT EXISTS (SELECT 1 FROM inbox AS earlier
        WHERE earlier.state = 'new' AND earlier.lane = entry.lane AND earlier.seq < entry.seq)
    ORDER BY lane <> :first, seq LIMIT 1`);
  const soonest = db.query<{ at: number | null }>(`
    SELECT min(next_at) AS at FROM inbox AS entry
    WHERE state = 'new' AND NOT EXISTS (SELECT 1 FROM inbox AS earlier
      WHERE earlier.state = 'new' AND earlier.lane = entry.lane AND earlier.seq < entry.seq)`);
  // The key stays to recognise the update should it come again; the words need not.
  const settle = db.change(
    `UPDATE inbox SET state = 'done', body = '' WHERE seq = :seq AND state = 'new'`,
  );
  const tried = db.query<{ attempts: number; first_failed_at: number | null }>(
    'SELECT attempts, first_failed_at FROM inbox WHERE seq = :seq',
  );
  const fail = db.change(`
    UPDATE inbox SET state = :state, attempts = :attempts, next_at = :nextAt, reason = :reason,
      first_failed_at = :firstFailedAt
    WHERE seq = :seq AND state = 'new'`);
  const dead = db.query<{
    seq: number;
    source: 'update' | 'timer';
    lane: string;
    reason: string;
    received_at: number;
  }>(`SELECT seq, source, lane, reason, received_at FROM inbox WHERE state = 'dead' ORDER BY seq`);
  const forget = db.change(`DELETE FROM inbox WHERE received_at < :before AND state <> 'new'`);
  const waiting = db.query<{ count: number }>(
    `SELECT count(*) AS count FROM inbox WHERE state = 'new'`,
  );

  return {
    /** Stores what came, in the order given. @returns how many Telegram had not delivered before */
    add: (updates: readonly IncomingUpdate[], now: number): number =>
      db.transact(() => {
        let added = 0;
        for (const { botId, updateId, lane, body } of updates) {
          const hash = sha256(body);
          added += insert.run({ source: 'update', botId, updateId, hash, lane, body, now });
        }
        return added;
      }),

    /** A timer that fell due becomes an entry, in the transaction that takes it from `timers`. */
    addTimer: ({ kind, key, lane, body }: DueTimer, now: number): void =>
      void insert.run({
        source: 'timer',
        botId: null,
        updateId: null,
        hash: null,
        lane,
        now,
        body: JSON.stringify({ kind, key, body }),
      }),

    /**
     * The oldest entry that may be handled now.
     *
     * @param busy lanes whose head is being handled
     * @param first a lane that goes before all others
     */
    next: (now: number, busy: readonly string[] = [], first = ''): InboxEntry | undefined => {
      const row = head.get({ now, busy: JSON.stringify(busy), first });
      return row && toEntry(row);
    },

    /** To be called in the transaction that holds the entry's effects. */
    done: (seq: number): void => void settle.run({ seq }),

    /**
     * Counts a failed try, after its effects were rolled back.
     *
     * @param reason told by `check`: no secrets, no people's words
     * @returns 'dead' after 5 tries or 10 minutes of trying; its lane then goes on
     */
    failed: (seq: number, reason: string, now: number): 'new' | 'dead' =>
      db.transact(() => {
        const row = tried.get({ seq });
        const attempts = (row?.attempts ?? 0) + 1;
        const firstFailedAt = row?.first_failed_at ?? now;
        const isOver = attempts >= maxAttempts || now - firstFailedAt >= maxTryingMs;
        const state = isOver ? 'dead' : 'new';
        const nextAt = now + Math.min(longestWaitMs, 1000 * 2 ** (attempts - 1));
        fail.run({ seq, state, attempts, nextAt, reason, firstFailedAt });
        return state;
      }),

    /** When an entry may be handled next: in the past when one waits already. */
    nextAt: (): number | undefined => soonest.get()?.at ?? undefined,

    dead: (): readonly DeadEntry[] =>
      dead.all().map(({ received_at, ...row }) => ({ ...row, receivedAt: received_at })),

    /** How many are not handled yet. */
    waiting: (): number => waiting.get()?.count ?? 0,

    /** Forgets settled entries received before; keys must be kept for 48 h (Telegram keeps updates for 24). */
    prune: (before: number): number => forget.run({ before }),
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

function toEntry(row: InboxRow): InboxEntry {
  const { seq, lane, attempts } = row;
  if (row.source === 'update') {
    return {
      seq,
      lane,
      attempts,
      source: 'update',
      updateId: row.update_id as UpdateId,
      body: row.body,
    };
  }
  const { kind, key, body } = JSON.parse(row.body) as { kind: string; key: string; body: string };
  return { seq, lane, attempts, source: 'timer', kind, key, body };
}
