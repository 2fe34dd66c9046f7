import { randomBytes } from 'node:crypto';

/** The only source of chance. The simulation hands in one that repeats itself from a seed. */
export interface Random {
  /** For secrets and for names that must be unique. */
  bytes(count: number): Uint8Array;
  /** In [0, 1), for jitter. */
  fraction(): number;
}

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  fraction: () => Math.random(),
};

/** Repeats the same sequence for the same seed; never for a real secret. */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0;
  // mulberry32, by Tommy Ettinger: 32 bits of state are enough for a simulated day.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    bytes: (count) => Uint8Array.from({ length: count }, () => next() & 0xff),
    fraction: () => next() / 2 ** 32,
  };
}
