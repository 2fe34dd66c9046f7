import { checkedVersion } from './migrate.ts';
import { openHandle } from './sqlite.ts';

export interface StoreReport {
  readonly version: number;
  /** Updates that were set aside after several tries. */
  readonly deadUpdates: number;
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
    const dead =
      version === 0
        ? undefined
        : handle.prepare(`SELECT count(*) AS dead FROM inbox WHERE state = 'dead'`).get();
    return { version, deadUpdates: Number(dead?.['dead'] ?? 0) };
  } finally {
    handle.close();
  }
}
