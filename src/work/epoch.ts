import type { Context } from './context.ts';

const key = 'engine-epoch';

/** Number of the present connection to the engine, counted over all runs of the bridge. */
export const currentEpoch = (ctx: Context): number => Number(ctx.store.meta.get(key) ?? 0);

export const nextEpoch = (ctx: Context): void =>
  ctx.store.meta.set(key, String(currentEpoch(ctx) + 1));
