import type { Clock } from '../../base/clock.ts';
import type { ChatType } from '../records/api.ts';

/** More than `max` calls in any `perMs` are refused. */
interface Window {
  readonly max: number;
  readonly perMs: number;
}

export interface Limits {
  readonly private: readonly Window[];
  readonly group: readonly Window[];
  readonly bot: readonly Window[];
  /** Length of a chat's first ban; it is multiplied by `growth` for each call made during it. */
  readonly retryAfterS: number;
  readonly growth: number;
  readonly maxRetryAfterS: number;
  readonly botRetryAfterS: number;
  /** Calls that were under way when the first refusal came cannot have known of it. */
  readonly graceMs: number;
}

/** A burst of five and then one a second: in each span that many more than the burst. */
const oneASecond: readonly Window[] = [1, 2, 4, 8].map((s) => ({ max: 4 + s, perMs: s * 1000 }));

/** Telegram publishes 1/s and 20/min in groups; the private minute is what was observed. */
export const defaultLimits: Limits = {
  private: [...oneASecond, { max: 60, perMs: 60_000 }],
  group: [...oneASecond, { max: 20, perMs: 60_000 }],
  bot: [{ max: 30, perMs: 1_000 }],
  retryAfterS: 36,
  growth: 2,
  maxRetryAfterS: 20_000,
  botRetryAfterS: 3,
  graceMs: 50,
};

interface Pause {
  /** Monotonic ms at which the bot was first told; undefined while it cannot know. */
  toldAt: number | undefined;
  /** Monotonic ms. */
  until: number;
  seconds: number;
}

interface Verdict {
  readonly retryAfterS: number | undefined;
  /** The call began after the bot had been told to wait. */
  readonly isDuringPause: boolean;
  /** The first refusal of a pause, which the server's own limits brought about. */
  readonly isFirstRefusal: boolean;
}

export interface Flood {
  /** Asked once for every call that counts, in the order of arrival. */
  admit(chat: FloodChat | undefined, cost: number): Verdict;
  ban(chatId: number, seconds: number): void;
  /** The end of a chat's pause in monotonic ms. */
  pausedUntil(chatId: number): number | undefined;
  told(chatId: number): void;
}

interface FloodChat {
  readonly id: number;
  readonly type: ChatType;
}

export function createFlood(clock: Clock, limits: Limits | undefined): Flood {
  const log = new Map<number, number[]>();
  const pauses = new Map<number, Pause>();
  const wholeBot = 0;

  const pauseOf = (id: number): Pause | undefined => {
    const pause = pauses.get(id);
    if (pause && pause.until > clock.monotonic()) return pause;
    pauses.delete(id);
    return undefined;
  };

  const exceeds = (id: number, cost: number, windows: readonly Window[]): boolean => {
    const now = clock.monotonic();
    const longest = Math.max(0, ...windows.map((window) => window.perMs));
    const times = (log.get(id) ?? []).filter((at) => at > now - longest);
    const isFull = windows.some(
      ({ max, perMs }) => times.filter((at) => at > now - perMs).length >= max,
    );
    // An album is let in where one message would be, and then weighs as many as it has items.
    for (let i = 0; i < cost; i++) times.push(now);
    log.set(id, times);
    return isFull;
  };

  const refusedIn = (pause: Pause): Verdict => {
    const now = clock.monotonic();
    const isFirst = pause.toldAt === undefined;
    const grace = limits?.graceMs ?? defaultLimits.graceMs;
    const isDuringPause = pause.toldAt !== undefined && now > pause.toldAt + grace;
    if (isDuringPause && limits) {
      pause.seconds = Math.min(limits.maxRetryAfterS, Math.ceil(pause.seconds * limits.growth));
      pause.until = Math.max(pause.until, now + pause.seconds * 1000);
    }
    pause.toldAt ??= now;
    const retryAfterS = Math.max(1, Math.ceil((pause.until - now) / 1000));
    return { retryAfterS, isDuringPause, isFirstRefusal: isFirst };
  };

  const begin = (id: number, seconds: number): Pause => {
    const pause = { toldAt: undefined, until: clock.monotonic() + seconds * 1000, seconds };
    pauses.set(id, pause);
    log.delete(id);
    return pause;
  };

  return {
    admit: (chat, cost) => {
      const pause = pauseOf(wholeBot) ?? (chat && pauseOf(chat.id));
      // A ban laid on by a test is not the bot's fault, so its first refusal is not counted as one.
      if (pause) return { ...refusedIn(pause), isFirstRefusal: false };
      if (!limits) return accepted;
      const windows = chat?.type === 'private' ? limits.private : limits.group;
      if (chat && exceeds(chat.id, cost, windows))
        return refusedIn(begin(chat.id, limits.retryAfterS));
      if (exceeds(wholeBot, cost, limits.bot))
        return refusedIn(begin(wholeBot, limits.botRetryAfterS));
      return accepted;
    },
    ban: (chatId, seconds) => {
      begin(chatId, seconds);
    },
    pausedUntil: (chatId) => pauseOf(chatId)?.until,
    told: (chatId) => {
      const pause = pauseOf(chatId);
      if (pause) pause.toldAt ??= clock.monotonic();
    },
  };
}

const accepted: Verdict = { retryAfterS: undefined, isDuringPause: false, isFirstRefusal: false };
