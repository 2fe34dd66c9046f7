import type { ChatId } from '../../model/ids.ts';
import type { Send } from '../../store/tables/sends.ts';

/** The begun calls of the last minute, in memory; the same rows stand in the store. */
export interface Ledger {
  add(send: Send): void;
  of(chat: ChatId): readonly Send[];
  /** Of all chats, the last second's. */
  recent(): readonly Send[];
  /** Forgets what has left every window. A clock that was set back makes the future count as now. */
  tidy(now: number): void;
}

export const keepSendsMs = 61_000;
const recentMs = 1000;

export function createLedger(kept: readonly Send[]): Ledger {
  const byChat = new Map<ChatId, Send[]>();
  let recent: Send[] = [];

  const add = (send: Send): void => {
    const sends = byChat.get(send.chat);
    if (sends) sends.push(send);
    else byChat.set(send.chat, [send]);
    recent.push(send);
  };
  for (const send of kept) add(send);

  return {
    add,
    of: (chat) => byChat.get(chat) ?? [],
    recent: () => recent,
    tidy: (now) => {
      const notLater = (send: Send): Send => (send.at > now ? { ...send, at: now } : send);
      recent = recent.filter(({ at }) => at > now - recentMs).map(notLater);
      for (const [chat, sends] of byChat) {
        const left = sends.filter(({ at }) => at > now - keepSendsMs).map(notLater);
        if (left.length > 0) byChat.set(chat, left);
        else byChat.delete(chat);
      }
    },
  };
}
