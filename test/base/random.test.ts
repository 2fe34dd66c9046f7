import { expect, test } from 'vitest';
import { createSeededRandom, systemRandom } from '../../src/base/random.ts';

test('a seed repeats its sequence, and another seed gives another one', () => {
  const draw = (seed: number) => {
    const random = createSeededRandom(seed);
    return [...random.bytes(16), random.fraction(), ...random.bytes(3)];
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('fractions lie in [0, 1) and spread', () => {
  const random = createSeededRandom(1);
  const drawn = Array.from({ length: 1000 }, () => random.fraction());
  expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
});

test('the system gives as many bytes as asked for, never the same twice', () => {
  const [a, b] = [systemRandom.bytes(16), systemRandom.bytes(16)];
  expect(a).toHaveLength(16);
  expect(Buffer.from(a).equals(b)).toBe(false);
  expect(systemRandom.fraction()).toBeLessThan(1);
});
