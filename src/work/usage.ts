import type { LimitWindow } from '../model/engine-event.ts';
import type { Context } from './context.ts';

const key = 'limits';

/** Keeps the account's windows; one that a message leaves out keeps its last value. */
export function keepLimits(ctx: Context, windows: readonly LimitWindow[]): void {
  const kept = new Map(readLimits(ctx).map((window) => [window.id, window]));
  for (const window of windows) kept.set(window.id, { ...kept.get(window.id), ...window });
  const json = JSON.stringify([...kept.values()]);
  if (json !== ctx.store.meta.get(key)) ctx.store.meta.set(key, json);
}

/** When the fullest window is reset, if the engine told and it lies ahead. */
export function limitResetsAt(ctx: Context): number | undefined {
  const ahead = readLimits(ctx).filter(({ resetsAt }) => (resetsAt ?? 0) > ctx.clock.now());
  const fullest = ahead.sort((a, b) => b.usedPercent - a.usedPercent)[0];
  return fullest?.resetsAt;
}

const readLimits = (ctx: Context): LimitWindow[] =>
  JSON.parse(ctx.store.meta.get(key) ?? '[]') as LimitWindow[];
