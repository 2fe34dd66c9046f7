import type { ChatId } from '../../model/ids.ts';
import type { Database } from '../database.ts';

/** `live`: the live message's creation and edits. */
export type SendKind = 'message' | 'live';

/** A call that has begun, as the budgets count it. */
export interface Send {
  readonly chat: ChatId;
  readonly at: number;
  readonly kind: SendKind;
  /** Messages that Telegram counts: an album has several. */
  readonly cost: number;
}

/** The sliding log of begun calls, kept so that a restart does not double a burst. */
export function sendsTable(db: Database) {
  const insert = db.change(
    'INSERT INTO sends (chat, at, kind, cost) VALUES (:chat, :at, :kind, :cost)',
  );
  const forget = db.change('DELETE FROM sends WHERE at < :before');
  const select = db.query<{ chat: number; at: number; kind: SendKind; cost: number }>(
    'SELECT chat, at, kind, cost FROM sends ORDER BY at',
  );

  return {
    add: ({ chat, at, kind, cost }: Send): void => void insert.run({ chat, at, kind, cost }),
    all: (): readonly Send[] => select.all().map((row) => ({ ...row, chat: row.chat as ChatId })),
    prune: (before: number): void => void forget.run({ before }),
  };
}
