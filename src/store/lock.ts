import { closeSync, openSync } from 'node:fs';
import { PocketdexError } from '../model/error.ts';
import { openHandle, resultCodeOf, resultCodes } from './sqlite.ts';

/**
 * Takes the store for this process' life. The lock is the operating system's, held through SQLite on a
 * file beside the store, so that a crash frees it.
 *
 * @param path the store's file
 * @throws {PocketdexError} STORE_IN_USE when another process, or another store of this one, holds it
 */
export function lockStore(path: string): Disposable {
  const lockPath = `${path}.lock`;
  closeSync(openSync(lockPath, 'a', 0o600));
  const handle = openHandle(lockPath);
  try {
    handle.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    handle.close();
    if (resultCodeOf(error) !== resultCodes.busy) throw error;
    throw new PocketdexError(
      'STORE_IN_USE',
      'Another pocketdex is running with this home directory.',
      'Stop the other one, or give this one a home of its own with --home.',
    );
  }
  return { [Symbol.dispose]: () => handle.close() };
}
