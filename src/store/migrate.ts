import { closeSync, openSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { PocketdexError } from '../model/error.ts';
import { type Migration, migrations } from './migrations/list.ts';
import { resultCodeOf, resultCodes } from './sqlite.ts';

// "pdex" in ASCII: tells our files from other programs' (sqlite.org/pragma.html#pragma_application_id).
const applicationId = 0x70646578;

/**
 * Brings the file to the newest form, a copy beside it before each step (`state.db.v1.bak`: as it was in
 * form 1). Forward only.
 *
 * @throws {PocketdexError} STORE_FOREIGN, STORE_NEWER, STORE_CORRUPT; the file is then as it was
 */
export function migrate(
  handle: DatabaseSync,
  path: string,
  steps: readonly Migration[] = migrations,
): void {
  const version = checkedVersion(handle, path, steps.length);
  for (const [index, { sql }] of steps.entries()) {
    const next = index + 1;
    if (next <= version) continue;
    // A file that is being made has nothing to keep.
    if (version > 0) backUp(handle, `${path}.v${next - 1}.bak`);
    handle.exec('BEGIN EXCLUSIVE');
    try {
      handle.exec(sql);
      handle.exec(
        `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${next}; COMMIT`,
      );
    } catch (error) {
      if (handle.isTransaction) handle.exec('ROLLBACK');
      throw error;
    }
  }
}

/** The form of the file; 0 for one that is still empty. */
export function checkedVersion(
  handle: DatabaseSync,
  path: string,
  newest = migrations.length,
): number {
  try {
    const owner = pragma(handle, 'application_id');
    const version = pragma(handle, 'user_version');
    if (owner !== applicationId && !isEmpty(handle)) throw foreign(path);
    if (version > newest) throw newer(path);
    if (handle.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] !== 'ok')
      throw corrupt(path);
    return version;
  } catch (error) {
    const code = resultCodeOf(error);
    if (code === resultCodes.notADatabase) throw foreign(path);
    if (code === resultCodes.corrupt) throw corrupt(path);
    throw error;
  }
}

const pragma = (handle: DatabaseSync, name: string): number =>
  Number(handle.prepare(`PRAGMA ${name}`).get()?.[name]);

const isEmpty = (handle: DatabaseSync): boolean =>
  handle.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;

function backUp(handle: DatabaseSync, backup: string): void {
  rmSync(backup, { force: true });
  // VACUUM INTO takes an empty file and keeps its mode.
  closeSync(openSync(backup, 'wx', 0o600));
  handle.prepare('VACUUM INTO ?').run(backup);
}

const foreign = (path: string): PocketdexError =>
  new PocketdexError(
    'STORE_FOREIGN',
    `${path} was not written by pocketdex.`,
    'Move that file away, or choose another home with --home.',
  );

const newer = (path: string): PocketdexError =>
  new PocketdexError(
    'STORE_NEWER',
    `${path} was written by a newer pocketdex.`,
    'Install that version again, or put back the copy ending in .bak that it made before it changed the file.',
  );

const corrupt = (path: string): PocketdexError =>
  new PocketdexError(
    'STORE_CORRUPT',
    `${path} is damaged.`,
    'Put back a copy ending in .bak, or move the file away and start anew: Codex keeps its threads by itself.',
  );
