import type { Clock } from '../../../src/base/clock.ts';

export interface Ids {
  /** As UUIDv7: sorted by time, and like no other of this stand-in. */
  uuid(): string;
  /** Of an item that the model made. */
  item(prefix: string): string;
}

/** Ids that depend on nothing but the clock and how many there were, so that runs can be compared. */
export function createIds(clock: Clock): Ids {
  let count = 0;
  return {
    uuid() {
      const time = Math.floor(clock.now()).toString(16).padStart(12, '0').slice(-12);
      const tail = (++count).toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`;
    },
    item: (prefix) => `${prefix}_std${(++count).toString(36).padStart(6, '0')}`,
  };
}
