import { isPrivate } from '../../model/address.ts';
import type { ChatId } from '../../model/ids.ts';
import type { Priority } from '../../model/slot.ts';
import type { SendKind } from '../../store/tables/sends.ts';

/** At most `limit` calls in any span of that length; of one kind, or of all. */
export interface Window {
  readonly spanMs: number;
  readonly limit: number;
  readonly kind?: SendKind;
}

const minute = 60_000;

/**
 * How full a chat's minute may be for a call to begin, by urgency. Telegram counts sends and edits of all topics
 * of a chat together, about 20 a minute in a group and about 60 in a private chat; separate limits that add up to
 * more are how bans of hours happen. The steps leave room for what is more urgent, so that progress never delays an
 * answer. The sign of typing counts as much as an answer does, and the live message says more: there is none.
 */
const groupMinute: Readonly<Record<Priority, number>> = {
  request: 18,
  final: 18,
  reply: 14,
  queue: 13,
  live: 12,
  commentary: 10,
};
const privateMinute: Readonly<Record<Priority, number>> = {
  request: 55,
  final: 55,
  reply: 40,
  queue: 38,
  live: 36,
  commentary: 32,
};

/** Calls at once, before it is one a second; of four one is kept for what a person waits for. */
const burst: Readonly<Record<Priority, number>> = {
  request: 4,
  final: 4,
  reply: 4,
  queue: 3,
  live: 3,
  commentary: 3,
};

/** A burst and then one a second, as windows of a log: in each span that many more than the burst. */
const burstSpansS = [1, 2, 4, 8];

/** The windows that a call to this chat must fit. @param factor of the minute's envelope: below 1 after a flood */
export function windowsOf(chat: ChatId, urgency: Priority, factor: number): readonly Window[] {
  const most = (isPrivate(chat) ? privateMinute : groupMinute)[urgency];
  return [
    { spanMs: minute, limit: Math.max(1, Math.floor(most * factor)) },
    ...burstSpansS.map((s) => ({ spanMs: s * 1000, limit: burst[urgency] + s - 1 })),
    ...(isPrivate(chat) ? [] : groupKinds(urgency)),
  ];
}

const groupKinds = (urgency: Priority): readonly Window[] =>
  urgency === 'live' ? [{ spanMs: minute, limit: 12, kind: 'live' }] : [];

/** All chats together. Answers to presses are exempt. */
export const botWindow: Window = { spanMs: 1000, limit: 25 };

/**
 * How often a live message may change, by how many live messages the chat has. In a private chat 1.75 s each
 * spends just what the minute has for them; faster would run dry and stand still for seconds.
 */
export const liveIntervalMs = (chat: ChatId, active: number): number =>
  isPrivate(chat) ? Math.max(1000, active * 1750) : active * 5000;

/** Halved for ten minutes after a flood's pause, then a tenth of the whole more with each minute. */
export function factorAfterFlood(pauseEndedAt: number, now: number): number {
  const minutes = Math.floor((now - pauseEndedAt - 10 * minute) / minute) + 1;
  return Math.min(1, 0.5 + Math.max(0, minutes) * 0.1);
}
