import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isLoose, makePrivateDirectory, refuseLoose } from '../../src/base/modes.ts';

function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'pdx-modes-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test('a new directory is for its owner alone, with what leads to it', () => {
  const dir = freshDir();
  makePrivateDirectory(join(dir, 'a', 'b'));
  for (const path of [join(dir, 'a'), join(dir, 'a', 'b')]) {
    expect(statSync(path).mode & 0o777).toBe(0o700);
  }
});

test('a directory that was open to others is closed', () => {
  const path = join(freshDir(), 'a');
  mkdirSync(path);
  chmodSync(path, 0o755);
  makePrivateDirectory(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test.each([
  [0o644, 'chmod 600'],
  [0o620, 'chmod 600'],
])('a file of mode %o is refused with the command that mends it', (mode, mend) => {
  const path = join(freshDir(), 'a');
  writeFileSync(path, '');
  chmodSync(path, mode);
  expect(isLoose(path)).toBe(true);
  expect(() => refuseLoose(path)).toThrow(
    expect.objectContaining({ code: 'MODES_TOO_LOOSE', remedy: `Run: ${mend} ${path}` }) as Error,
  );
});

test('a loose directory is refused with its own mode', () => {
  const path = freshDir();
  chmodSync(path, 0o750);
  expect(() => refuseLoose(path)).toThrow(
    expect.objectContaining({ remedy: `Run: chmod 700 ${path}` }) as Error,
  );
});

test('what is private, or not there, passes', () => {
  const path = join(freshDir(), 'a');
  expect(() => refuseLoose(path)).not.toThrow();
  writeFileSync(path, '', { mode: 0o600 });
  expect(() => refuseLoose(path)).not.toThrow();
});
