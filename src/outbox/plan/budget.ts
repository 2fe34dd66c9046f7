import type { Send } from '../../store/tables/sends.ts';
import type { Window } from './limits.ts';

/**
 * When a call of this cost may begin: `now`, or the moment at which enough of the past has left every window.
 * A log, not a bucket: a bucket would allow a double burst where two windows meet.
 *
 * @param sends what has begun, in order of time
 */
export function earliest(
  sends: readonly Send[],
  windows: readonly Window[],
  cost: number,
  now: number,
): number {
  return windows.reduce((at, window) => Math.max(at, roomAt(sends, window, cost, now)), now);
}

function roomAt(sends: readonly Send[], window: Window, cost: number, now: number): number {
  const { spanMs, limit, kind } = window;
  const within = sends.filter(
    (send) => send.at > now - spanMs && (kind === undefined || send.kind === kind),
  );
  let excess = within.reduce((sum, send) => sum + send.cost, 0) + Math.min(cost, limit) - limit;
  for (const send of within) {
    if (excess <= 0) break;
    excess -= send.cost;
    if (excess <= 0) return send.at + spanMs;
  }
  return now;
}
