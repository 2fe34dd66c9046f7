import { type Stats, statsOf } from './stats.ts';

type Unit = 'ms' | 'MB' | 'MB/s' | '%' | '×' | '';

/** Which number of a reading is held against which limit. */
export interface Bar {
  readonly of: 'p50' | 'p95' | 'p99' | 'max';
  readonly limit: number;
  /** Left out: the number may not be above the limit. */
  readonly atLeast?: true;
}

/** One measured thing: a figure of the measuring plan, or a part of it. */
export interface Reading extends Stats {
  readonly figure: number;
  readonly name: string;
  readonly unit: Unit;
  readonly bars: readonly Bar[];
  readonly holds: boolean;
  /** When it was taken, and the load average of the five minutes until then. */
  readonly taken?: { readonly at: string; readonly load: number };
  /** What a reader has to know about the load or the floor. */
  readonly note?: string;
}

interface Named {
  readonly figure: number;
  readonly name: string;
  readonly unit: Unit;
  readonly bars: readonly Bar[];
  readonly note?: string;
}

export function reading(named: Named, samples: readonly number[]): Reading {
  const stats = statsOf(samples);
  const holds = named.bars.every(({ of, limit, atLeast }) =>
    atLeast ? stats[of] >= limit : stats[of] <= limit,
  );
  return { ...named, ...stats, holds };
}
