import type { Context } from './context.ts';

/** The timers of `work`. Nothing acts by the clock but through them. */
export type TimerKind =
  | 'gather'
  | 'limit-reset'
  | 'engine-away'
  | 'name-topic'
  | 'not-resent'
  | 'look-again'
  | 'set-aside';

/** Sets or moves a timer; when due it enters the inbox as an update does. `at` in Unix milliseconds. */
export function setTimer(ctx: Context, kind: TimerKind, key: string, at: number): void {
  ctx.store.timers.set({ kind, key, lane: `timer:${kind}:${key}`, dueAt: at, body: '' });
  ctx.out.timerSet();
}
