import type { ChatId } from '../../model/ids.ts';
import type { Database } from '../database.ts';

export type PauseReason = 'flood' | 'chat-gone' | 'blocked' | 'rights';

/** Until when a chat may not be called. A flood's row outlives its pause: the budget grows back slowly. */
export interface Pause {
  readonly chat: ChatId;
  readonly until: number;
  readonly reason: PauseReason;
}

export function pausesTable(db: Database) {
  const upsert = db.change(`
    INSERT INTO pauses (chat, until, reason) VALUES (:chat, :until, :reason)
    ON CONFLICT (chat) DO UPDATE SET until = excluded.until, reason = excluded.reason`);
  const remove = db.change('DELETE FROM pauses WHERE chat = :chat');
  const select = db.query<{ chat: number; until: number; reason: PauseReason }>(
    'SELECT * FROM pauses',
  );

  return {
    set: ({ chat, until, reason }: Pause): void => void upsert.run({ chat, until, reason }),
    lift: (chat: ChatId): void => void remove.run({ chat }),
    all: (): readonly Pause[] => select.all().map((row) => ({ ...row, chat: row.chat as ChatId })),
  };
}
