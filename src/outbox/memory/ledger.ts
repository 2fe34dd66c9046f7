import type { Clock } from '../../base/clock.ts';
import type { ChatId } from '../../model/ids.ts';
import type { Send } from '../../store/tables/sends.ts';

/**
 * The begun calls of the last minute, in memory; the same rows stand in the store. Here their moments are
 * monotonic: a wall clock that is put right must not open a minute's budget twice.
 */
export interface Ledger {
  /** @param send as stored, its moment by the wall */
  add(send: Send): void;
  of(chat: ChatId): readonly Send[];
  /** Of all chats, the last second's. */
  recent(): readonly Send[];
  /** Forgets what has left every window. */
  tidy(): void;
}

export const keepSendsMs = 61_000;
const recentMs = 1000;

export function createLedger(kept: readonly Send[], clock: Clock): Ledger {
  const byChat = new Map<ChatId, Send[]>();
  let recent: Send[] = [];

  const add = (stored: Send): void => {
    const ageMs = Math.max(0, clock.now() - stored.at);
    const send = { ...stored, at: clock.monotonic() - ageMs };
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
    tidy: () => {
      const now = clock.monotonic();
      recent = recent.filter(({ at }) => at > now - recentMs);
      for (const [chat, sends] of byChat) {
        if ((sends[0]?.at ?? now) > now - keepSendsMs) continue;
        const left = sends.filter(({ at }) => at > now - keepSendsMs);
        if (left.length > 0) byChat.set(chat, left);
        else byChat.delete(chat);
      }
    },
  };
}
