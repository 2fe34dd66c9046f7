import { checkedVersion } from './migrate.ts';
import { openHandle } from './sqlite.ts';
import { setAside } from './tables/slots.ts';

export interface StoreReport {
  readonly version: number;
  /** Updates that were set aside after several tries. */
  readonly deadUpdates: number;
  /** Messages that Telegram will never take. */
  readonly deadMessages: number;
}

/**
 * Looks into the file without changing it and without taking it.
 *
 * @throws {PocketdexError} STORE_FOREIGN, STORE_NEWER, STORE_CORRUPT
 */
export function inspectStore(path: string): StoreReport {
  const handle = openHandle(path, 1000);
  try {
    handle.exec('PRAGMA query_only = ON');
    const version = checkedVersion(handle, path);
    const count = (from: string): number =>
      version === 0
        ? 0
        : Number(handle.prepare(`SELECT count(*) AS dead FROM ${from}`).get()?.['dead'] ?? 0);
    return {
      version,
      deadUpdates: count(`inbox WHERE state = 'dead'`),
      deadMessages: count(`slots WHERE ${setAside}`),
    };
  } finally {
    handle.close();
  }
}
