import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRedactor } from '../../src/base/redact.ts';
import { explain } from '../../src/cli/explain.ts';
import { PocketdexError } from '../../src/model/error.ts';

let said: string[] = [];

beforeEach(() => {
  said = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
});
afterEach(() => vi.restoreAllMocks());

test.each([
  ['CONFIG_INVALID', 2],
  ['CONFIG_MISSING', 2],
  ['MODES_TOO_LOOSE', 2],
  ['TELEGRAM_TOKEN_REJECTED', 2],
  ['STORE_IN_USE', 3],
  ['STORE_NEWER', 1],
  ['ENGINE_NOT_FOUND', 1],
] as const)('%s ends with %i and says what to do', (code, exitCode) => {
  expect(explain(new PocketdexError(code, 'It is so.', 'Do this.'))).toBe(exitCode);
  expect(said).toEqual(['It is so.', 'Do this.']);
});

test('a mistake of ours is told in one line, without a stack and without secrets', () => {
  const redactor = createRedactor();
  redactor.learn(['correct-horse']);
  expect(explain(new TypeError('correct-horse is not a function'), redactor)).toBe(1);
  expect(explain('thrown text')).toBe(1);
  expect(said).toEqual([
    'Something went wrong that should not: [redacted] is not a function',
    'Something went wrong that should not: thrown text',
  ]);
});
