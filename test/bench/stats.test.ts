import { expect, test } from 'vitest';
import { reading } from '../../bench/report/reading.ts';
import { percentile, statsOf } from '../../bench/report/stats.ts';
import { table } from '../../bench/report/table.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test('a percentile is a sample that so many are not above, in whatever order they come', () => {
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.95)).toBe(95);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile(hundred, 1)).toBe(100);
});

test('of few samples the high percentiles are the worst one', () => {
  expect(statsOf([7, 3, 5])).toEqual({ n: 3, p50: 5, p95: 7, p99: 7, max: 7 });
  expect(percentile([4], 0.5)).toBe(4);
});

test('nothing measured is no figure', () => {
  expect(() => percentile([], 0.5)).toThrow('Nothing was measured');
});

test('a reading holds when every bar of it does', () => {
  const named = { figure: 6, name: 'a', unit: 'ms' } as const;
  const median = { of: 'p50', limit: 50 } as const;
  expect(reading({ ...named, bars: [median] }, hundred).holds).toBe(true);
  const tail = { of: 'p99', limit: 98 } as const;
  expect(reading({ ...named, bars: [median, tail] }, hundred).holds).toBe(false);
});

test('a speed has to reach its bar', () => {
  const bars = [{ of: 'p50', limit: 3, atLeast: true }] as const;
  const named = { figure: 17, name: 'a', unit: 'MB/s', bars } as const;
  expect(reading(named, [2.9]).holds).toBe(false);
  expect(reading(named, [3]).holds).toBe(true);
});

test('the table names what missed its bar, and calls a reading without one a floor', () => {
  const named = { figure: 8, name: 'a', unit: 'ms' } as const;
  const rows = table([
    reading({ ...named, bars: [{ of: 'p50', limit: 1 }] }, [2]),
    reading({ ...named, bars: [] }, [2]),
  ]).split('\n');
  expect(rows[2]).toContain('p50 ≤ 1 ms | MISSED');
  expect(rows[3]).toMatch(/floor\s+\|/);
  expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
});
