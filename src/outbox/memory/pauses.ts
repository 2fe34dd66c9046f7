import type { ChatId } from '../../model/ids.ts';
import type { Store } from '../../store/open.ts';
import type { Pause } from '../../store/tables/pauses.ts';
import { dayMs } from '../plan/backoff.ts';

/** Who may not be called until when: in the store, and here for the choice. */
export interface Pauses {
  readonly byChat: ReadonlyMap<ChatId, Pause>;
  /** The whole bot. */
  until(): number;
  flood(chat: ChatId, retryAfterMs: number, now: number): Pause;
  hold(chat: ChatId, reason: Exclude<Pause['reason'], 'flood'>, now: number): void;
  /** The chat took a call, or says that it can be reached again. */
  lift(chat: ChatId): void;
  /** Forgets floods whose budget has grown back. */
  tidy(now: number): void;
}

const marginMs = 1000;
const jitterMs = 1000;
const manyChats = 3;
const togetherMs = 10_000;
const botPauseMs = 5000;
/** Ten minutes at half, then five of growing. */
const recoveryMs = 15 * 60_000;

export function createPauses({ pauses }: Store, random: () => number): Pauses {
  const byChat = new Map(pauses.all().map((pause) => [pause.chat, pause]));
  let floods: { readonly chat: ChatId; readonly at: number }[] = [];
  let botUntil = 0;

  const set = (pause: Pause): void => {
    pauses.set(pause);
    byChat.set(pause.chat, pause);
  };
  const forget = (chat: ChatId): void => {
    pauses.lift(chat);
    byChat.delete(chat);
  };

  return {
    byChat,
    until: () => botUntil,
    flood: (chat, retryAfterMs, now) => {
      floods = [...floods.filter(({ at }) => at > now - togetherMs), { chat, at: now }];
      if (new Set(floods.map((flood) => flood.chat)).size >= manyChats) botUntil = now + botPauseMs;
      const until = now + retryAfterMs + marginMs + Math.round(random() * jitterMs);
      const known = byChat.get(chat);
      const pause: Pause = { chat, until: Math.max(until, floodEnd(known)), reason: 'flood' };
      set(pause);
      return pause;
    },
    hold: (chat, reason, now) => set({ chat, until: now + dayMs, reason }),
    lift: (chat) => {
      const pause = byChat.get(chat);
      if (pause && pause.reason !== 'flood') forget(chat);
    },
    tidy: (now) => {
      for (const { chat, reason, until } of [...byChat.values()]) {
        if (reason === 'flood' && until + recoveryMs < now) forget(chat);
      }
    },
  };
}

const floodEnd = (pause: Pause | undefined): number =>
  pause?.reason === 'flood' ? pause.until : 0;
