import type { Database } from '../database.ts';
import type { DueTimer, inboxTable } from './inbox.ts';

/** When due it enters the inbox on its lane, as an update does. */
export interface Timer extends DueTimer {
  readonly dueAt: number;
}

/** (kind, key) is unique. Nothing but these acts by the clock. */
export function timersTable(db: Database, inbox: Pick<ReturnType<typeof inboxTable>, 'addTimer'>) {
  const upsert = db.change(`
    INSERT INTO timers (kind, key, lane, due_at, body) VALUES (:kind, :key, :lane, :dueAt, :body)
    ON CONFLICT (kind, key) DO UPDATE SET lane = excluded.lane, due_at = excluded.due_at, body = excluded.body`);
  const remove = db.change('DELETE FROM timers WHERE kind = :kind AND key = :key');
  const takeDue = db.change<Timer>(
    'DELETE FROM timers WHERE due_at <= :now RETURNING kind, key, lane, due_at AS dueAt, body',
  );
  const soonest = db.query<{ at: number | null }>('SELECT min(due_at) AS at FROM timers');

  return {
    /** Sets it, or moves the one of this name. */
    set: ({ kind, key, lane, dueAt, body }: Timer): void =>
      void upsert.run({ kind, key, lane, dueAt, body }),

    /** False when there was none: it is in the inbox already, or was never set. */
    cancel: (kind: string, key: string): boolean => remove.run({ kind, key }) === 1,

    /** Moves what is due into the inbox, the earliest first. @returns how many */
    due: (now: number): number =>
      db.transact(() => {
        const timers = takeDue.all({ now }).toSorted((a, b) => a.dueAt - b.dueAt);
        for (const timer of timers) inbox.addTimer(timer, now);
        return timers.length;
      }),

    nextAt: (): number | undefined => soonest.get()?.at ?? undefined,
  };
}
