import { existsSync, mkdirSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createDatabase } from '../../src/store/database.ts';
import { lockStore } from '../../src/store/lock.ts';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/list.ts';
import { openHandle, resultCodeOf } from '../../src/store/sqlite.ts';
import { tempHome } from './temp-store.ts';

const steps = [...migrations];

test('each step leaves a copy of what was before, readable by its owner only', () => {
  using home = tempHome();
  const handle = openHandle(home.path);
  migrate(handle, home.path, steps.slice(0, 1));
  expect(existsSync(`${home.path}.v1.bak`)).toBe(false);
  handle.exec(`INSERT INTO meta VALUES ('a', '1')`);
  migrate(handle, home.path, [...steps.slice(0, 1), { sql: `UPDATE meta SET value = '2'` }]);
  const backup = openHandle(`${home.path}.v1.bak`);
  expect(backup.prepare('SELECT value FROM meta').get()).toEqual({ value: '1' });
  expect(backup.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
  expect(handle.prepare('SELECT value FROM meta').get()).toEqual({ value: '2' });
  expect(statSync(`${home.path}.v1.bak`).mode & 0o777).toBe(0o600);
  backup.close();
  handle.close();
});

test('a step that fails leaves the file as it was before it', () => {
  using home = tempHome();
  const handle = openHandle(home.path);
  migrate(handle, home.path, steps.slice(0, 1));
  const broken = { sql: 'CREATE TABLE half (a); CREATE TABLE meta (b)' };
  expect(() => migrate(handle, home.path, [...steps.slice(0, 1), broken])).toThrow(/meta/);
  expect(handle.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'half'`).get()).toBeUndefined();
  expect(handle.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
  handle.close();
});

test('a full disk fails the transaction, and the store goes on when there is room again', () => {
  using home = tempHome();
  const handle = openHandle(home.path);
  handle.exec('CREATE TABLE notes (text TEXT)');
  const db = createDatabase(handle);
  const add = db.change('INSERT INTO notes VALUES (:text)');
  handle.exec('PRAGMA max_page_count = 4');
  const fill = (): number =>
    db.transact(() => db.transact(() => add.run({ text: 'x'.repeat(50_000) })));
  let failure: unknown;
  try {
    fill();
  } catch (error) {
    failure = error;
  }
  expect(resultCodeOf(failure)).toBe(13);
  expect(resultCodeOf('no error')).toBeUndefined();
  expect(handle.isTransaction).toBe(false);
  handle.exec('PRAGMA max_page_count = 1000');
  expect(fill()).toBe(1);
  handle.close();
});

test('a lock that cannot be made for another reason says that reason', () => {
  using home = tempHome();
  mkdirSync(`${home.path}.lock`);
  expect(() => lockStore(home.path)).toThrow(/EISDIR/);
});

test('values that SQLite does not know are stored as those it knows', () => {
  using home = tempHome();
  const handle = openHandle(home.path);
  handle.exec('CREATE TABLE flags (a INTEGER, b INTEGER) STRICT');
  const db = createDatabase(handle);
  const add = db.change<{ a: number; b: number | null }>(
    'INSERT INTO flags VALUES (:a, :b) RETURNING *',
  );
  expect(add.get({ a: true, b: undefined })).toEqual({ a: 1, b: null });
  handle.close();
});
