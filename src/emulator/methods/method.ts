import type { Args } from '../http/args.ts';
import type { World } from '../records/world.ts';

export interface Method {
  /** Whether it counts against the chat's flood limit; an album counts its items. */
  readonly cost: number | ((args: Args) => number);
  run(world: World, args: Args, signal: AbortSignal): unknown;
}

/** A call that changes something in a chat. */
export const counted = (run: Method['run'], cost: Method['cost'] = 1): Method => ({ cost, run });

/** A call that only asks, or is exempt (callback answers). */
export const free = (run: Method['run']): Method => ({ cost: 0, run });
