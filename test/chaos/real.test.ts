import { afterAll, beforeAll, expect, test } from 'vitest';
import { runReal } from '../../chaos/run/run-real.ts';
import { createRealEngine, type RealEngine } from '../support/rig/real.ts';

let engine: RealEngine;
beforeAll(async () => {
  engine = await createRealEngine();
});
afterAll(async () => engine[Symbol.asyncDispose]());

test.each([
  [2, 'first'],
  [6, 'queue'],
  [9, 'approval'],
])(
  'a bridge that is killed as a process loses and doubles nothing (seed %i, %s)',
  async (seed, story) => {
    const { wrong, fell } = await runReal(seed, engine, story);
    expect({ fell, wrong }).toEqual({ fell, wrong: [] });
  },
  90_000,
);
