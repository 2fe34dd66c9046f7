import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from '../../src/config/problems/nearest.ts';
import {
  durationMs,
  durationPattern,
  sizeBytes,
  sizePattern,
} from '../../src/config/schema/values.ts';

test.each([
  ['0', 0],
  ['0s', 0],
  ['250ms', 250],
  ['90s', 90_000],
  ['1.5h', 5_400_000],
  ['14d', 1_209_600_000],
  ['2w', 1_209_600_000],
  ['30m', 1_800_000],
])('%s lasts %i ms', (text, ms) => {
  expect(text).toMatch(durationPattern);
  expect(durationMs(text)).toBe(ms);
});

test.each(['5', '-5m', '5 m', '5min', 'm', '', '1h30m', '1.m'])('%j is no duration', (text) => {
  expect(text).not.toMatch(durationPattern);
});

test.each([
  ['0B', 0],
  ['1.5KB', 1536],
  ['20MB', 20_971_520],
  ['2GB', 2_147_483_648],
])('%s is %i bytes', (text, bytes) => {
  expect(text).toMatch(sizePattern);
  expect(sizeBytes(text)).toBe(bytes);
});

test.each(['20', '20mb', 'MB', '-1MB'])('%j is no size', (text) => {
  expect(text).not.toMatch(sizePattern);
});

test('a name is nearest to itself, and to itself with a letter changed', () => {
  const names = ['owners', 'users', 'approvers', 'viewers', 'pairing', 'group_members'];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
      const place = at % name.length;
      expect(nearest(name, names)).toBe(name);
      expect(nearest(`${name.slice(0, place)}#${name.slice(place + 1)}`, names)).toBe(name);
    }),
  );
});

test('what resembles nothing has no nearest name', () => {
  expect(nearest('banana', ['owners', 'users'])).toBeUndefined();
  expect(nearest('', ['owners'])).toBeUndefined();
});
