import { copyFileSync, existsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { lockStore } from '../../src/store/lock.ts';
import { openStore } from '../../src/store/open.ts';
import { openHandle, quietly } from '../../src/store/sqlite.ts';
import { tempHome, tempStore } from './temp-store.ts';

test('what was committed is there after the store was opened again', () => {
  using home = tempHome();
  {
    using store = openStore(home.path);
    store.meta.set('bot', '7');
    store.meta.set('gone', 'x');
    store.meta.remove('gone');
  }
  using store = openStore(home.path);
  expect(store.meta.get('bot')).toBe('7');
  expect(store.meta.get('gone')).toBeUndefined();
});

test('the files can be read by their owner only', () => {
  using home = tempHome();
  using store = openStore(home.path);
  store.meta.set('a', 'b');
  for (const path of [home.path, `${home.path}-wal`, `${home.path}.lock`]) {
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }
});

test('a store is opened once, and again when the first is closed', () => {
  using home = tempHome();
  {
    using _store = openStore(home.path);
    expect(() => openStore(home.path)).toThrow(expect.objectContaining({ code: 'STORE_IN_USE' }));
    expect(() => lockStore(home.path)).toThrow(expect.objectContaining({ code: 'STORE_IN_USE' }));
  }
  lockStore(home.path)[Symbol.dispose]();
  openStore(home.path)[Symbol.dispose]();
});

test('another program’s database is refused and left as it was', () => {
  using home = tempHome();
  const other = openHandle(home.path);
  other.exec('CREATE TABLE theirs (a)');
  other.close();
  expect(() => openStore(home.path)).toThrow(expect.objectContaining({ code: 'STORE_FOREIGN' }));
  const again = openHandle(home.path);
  expect(again.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'theirs' }]);
  again.close();
});

test('a file that is no database is refused', () => {
  using home = tempHome();
  writeFileSync(home.path, 'some notes of mine\n'.repeat(100));
  expect(() => openStore(home.path)).toThrow(expect.objectContaining({ code: 'STORE_FOREIGN' }));
});

test('a store of a newer program is refused', () => {
  using home = tempHome();
  openStore(home.path)[Symbol.dispose]();
  const handle = openHandle(home.path);
  handle.exec('PRAGMA user_version = 999');
  handle.close();
  expect(() => openStore(home.path)).toThrow(expect.objectContaining({ code: 'STORE_NEWER' }));
});

test('a damaged store is refused', () => {
  using home = tempHome();
  openStore(home.path)[Symbol.dispose]();
  truncateSync(home.path, statSync(home.path).size - 3 * 4096);
  expect(() => openStore(home.path)).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }));
});

test('a transaction that throws leaves nothing', () => {
  using store = tempStore();
  expect(() =>
    store.transact(() => {
      store.meta.set('a', '1');
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(store.meta.get('a')).toBeUndefined();
});

test('a transaction inside another joins it, and its failure undoes only itself', () => {
  const commits: string[] = [];
  using store = tempStore({ onCommit: (phase) => commits.push(phase) });
  store.transact(() => {
    store.meta.set('outer', '1');
    try {
      store.transact(() => {
        store.meta.set('inner', '1');
        throw new Error('no');
      });
    } catch {
      store.transact(() => store.meta.set('other', '1'));
    }
  });
  expect(commits).toEqual(['before', 'after']);
  expect(['outer', 'inner', 'other'].map((key) => store.meta.get(key))).toEqual([
    '1',
    undefined,
    '1',
  ]);
});

test('a crash before the commit undoes it, one after it does not', () => {
  let crashAt: 'before' | 'after' | undefined;
  using store = tempStore({
    onCommit: (phase) => {
      if (phase === crashAt) throw new Error('crash');
    },
  });
  crashAt = 'before';
  expect(() => store.meta.set('a', '1')).toThrow('crash');
  crashAt = 'after';
  expect(() => store.meta.set('b', '1')).toThrow('crash');
  crashAt = undefined;
  expect([store.meta.get('a'), store.meta.get('b')]).toEqual([undefined, '1']);
});

test('a promise cannot be a transaction', () => {
  using store = tempStore();
  // @ts-expect-error a promise would let other work into the transaction
  const run = () => store.transact(async () => 1);
  expect(run).toBeTypeOf('function');
});

test('only SQLite’s own warning is kept from the terminal, and only while it is loaded', () => {
  const heard: unknown[] = [];
  const emit = process.emitWarning;
  process.emitWarning = (warning: string | Error) => heard.push(warning);
  const own = 'SQLite is an experimental feature';
  const other = new Error('SQLite is fine');
  try {
    quietly(() => {
      process.emitWarning(own, 'ExperimentalWarning');
      process.emitWarning(new Error(own), { type: 'ExperimentalWarning' });
      process.emitWarning('Fetch is experimental', 'ExperimentalWarning');
      process.emitWarning(own, 'DeprecationWarning');
      process.emitWarning(other, {});
      process.emitWarning('plain');
    });
    process.emitWarning(own, 'ExperimentalWarning');
  } finally {
    process.emitWarning = emit;
  }
  expect(heard).toEqual(['Fetch is experimental', own, other, 'plain', own]);
});

test('a copy taken away and opened elsewhere is a whole store', () => {
  using home = tempHome();
  {
    using store = openStore(home.path);
    store.meta.set('a', '1');
  }
  const copy = join(dirname(home.path), 'copy.db');
  copyFileSync(home.path, copy);
  using store = openStore(copy);
  expect(store.meta.get('a')).toBe('1');
  expect(existsSync(`${home.path}-wal`)).toBe(false);
});
