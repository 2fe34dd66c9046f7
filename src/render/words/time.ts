import type { Words } from './en.ts';

/** `1:12`, or `1:02:03` from an hour on. */
export function elapsed(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(total % 60)}`
    : `${minutes}:${two(total % 60)}`;
}

/**
 * The time of something that runs: in steps of 5 s during the first minute, so that an edit of the live message
 * is spent on what happened and not on a second that passed.
 */
export const runningFor = (ms: number): string =>
  elapsed(ms < 60_000 ? Math.floor(ms / 5000) * 5000 : ms);

/** How long a step took: `3.1 s`, from a minute on `1:12`, nothing below a tenth of a second. */
export function took(ms: number, words: Words): string | undefined {
  if (ms < 100) return undefined;
  if (ms >= 59_950) return elapsed(ms);
  return words.seconds((ms / 1000).toFixed(1));
}

/** `6 minutes`, from two hours on `3 hours`: about how long something lasted. */
export function span(ms: number, words: Words): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return minutes < 120 ? words.minutes(minutes) : words.hours(Math.round(minutes / 60));
}

/**
 * `14:32` on the same day, `Mon 09:00` within a week, else `21 Nov 09:00`.
 *
 * @param offset minutes that the person's zone is ahead of UTC
 */
export function moment(at: number, now: number, offset: number, words: Words): string {
  const there = new Date(at + offset * 60_000);
  const today = new Date(now + offset * 60_000);
  const time = there.toISOString().slice(11, 16);
  const days = Math.floor(there.getTime() / dayMs) - Math.floor(today.getTime() / dayMs);
  if (days === 0) return time;
  if (Math.abs(days) < 7) return `${words.weekdays[there.getUTCDay()] ?? ''} ${time}`;
  return `${there.getUTCDate()} ${words.months[there.getUTCMonth()] ?? ''} ${time}`;
}

const dayMs = 86_400_000;
