import { chmodSync, mkdirSync, statSync } from 'node:fs';
import process from 'node:process';
import { PocketdexError } from '../model/error.ts';

// Windows has no such modes: there the user's profile is what protects.
const hasModes = process.platform !== 'win32';

/**
 * Makes the directory, and what leads to it, for its owner alone; one that is there is closed to others.
 *
 * @throws {PocketdexError} MODES_TOO_LOOSE when it is not ours to close
 */
export function makePrivateDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  try {
    if (isLoose(path)) chmodSync(path, 0o700);
  } catch {
    refuseLoose(path);
  }
}

/** True when others than the owner may read or change it. A file that is not there is not loose. */
export function isLoose(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return hasModes && found !== undefined && (found.mode & 0o077) !== 0;
}

/** @throws {PocketdexError} MODES_TOO_LOOSE */
export function refuseLoose(path: string): void {
  if (!isLoose(path)) return;
  const mode = (statSync(path).mode & 0o777).toString(8);
  const wanted = statSync(path).isDirectory() ? '700' : '600';
  throw new PocketdexError(
    'MODES_TOO_LOOSE',
    `Others on this machine can read ${path} (mode 0${mode}).`,
    `Run: chmod ${wanted} ${path}`,
  );
}
