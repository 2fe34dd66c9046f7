import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLogFile } from '../../src/base/log-file.ts';

function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'pdx-log-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const linesIn = (path: string): readonly string[] =>
  readFileSync(path, 'utf8').split('\n').filter(Boolean);

test.each([1, 2, 10, 200])('of many lines the newest are kept, never more than %i', (limit) => {
  const path = join(freshDir(), 'a.log');
  using file = openLogFile(path, limit);
  for (let at = 1; at <= 450; at++) {
    file.write(`line ${at}\n`);
    expect(linesIn(path).length).toBeLessThanOrEqual(limit);
  }
  const kept = linesIn(path);
  expect(kept.length).toBeGreaterThanOrEqual(limit - Math.floor(limit / 50));
  expect(kept).toEqual(kept.map((_, at) => `line ${450 - kept.length + 1 + at}`));
});

test('only the owner can read it, also after it was cut', () => {
  const path = join(freshDir(), 'a.log');
  using file = openLogFile(path, 2);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  for (const line of ['a', 'b', 'c']) file.write(`${line}\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('the lines of an earlier run count', () => {
  const path = join(freshDir(), 'a.log');
  writeFileSync(path, 'a\nb\nc\n');
  using file = openLogFile(path, 3);
  file.write('d\n');
  expect(linesIn(path)).toEqual(['b', 'c', 'd']);
});

test('a new limit acts with the next line', () => {
  const path = join(freshDir(), 'a.log');
  using file = openLogFile(path, 10);
  for (const line of 'abcdef') file.write(`${line}\n`);
  file.keep(3);
  file.write('g\n');
  expect(linesIn(path)).toEqual(['e', 'f', 'g']);
});

test('a directory that is gone costs lines, not the program', () => {
  const dir = freshDir();
  using file = openLogFile(join(dir, 'a.log'), 1);
  file.write('a\n');
  rmSync(dir, { recursive: true });
  expect(() => file.write('b\n')).not.toThrow();
});
