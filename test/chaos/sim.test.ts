import { expect, test } from 'vitest';
import { runSim } from '../../chaos/run/run-sim.ts';
import { mutants } from './mutants.ts';

test('whatever befalls the bridge at whatever step, nothing is lost and nothing comes twice', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const { wrong, scenario, blow } = await runSim(seed);
    expect({ seed, scenario, blow, wrong }).toEqual({ seed, scenario, blow, wrong: [] });
  }
}, 60_000);

const enough = 150;

test.each(Object.entries(mutants))(
  'the same look finds out when %s',
  async (_, mutant) => {
    const { story, breaks, shows } = mutant;
    const found: string[] = [];
    for (let seed = 1; seed <= enough && found.length === 0; seed++) {
      const { wrong } = await runSim(seed, { scenario: story, withStore: breaks });
      found.push(...wrong.filter((line) => shows.test(line)));
    }
    expect(found).not.toEqual([]);
  },
  60_000,
);

test('a run is repeated step by step by its seed', async () => {
  const told: string[][] = [[], []];
  for (const lines of told) await runSim(7, { trace: (line) => lines.push(line) });
  expect(told[0]?.length).toBeGreaterThan(50);
  expect(told[1]).toEqual(told[0]);
});
