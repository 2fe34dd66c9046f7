import { parseArgs } from 'node:util';
import { createRealEngine } from '../test/support/rig/real.ts';
import { openLedger } from './run/ledger.ts';
import type { Run } from './run/run.ts';
import { runReal } from './run/run-real.ts';
import { runSim } from './run/run-sim.ts';
import { summary } from './run/summary.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    rig: { type: 'string', default: 'sim' },
    /** How many real ones at once; each has an engine of its own. */
    jobs: { type: 'string', default: '2' },
    scenario: { type: 'string' },
    replay: { type: 'string' },
    ledger: { type: 'string' },
  },
});
const isReal = values.rig === 'real';
const only = values.scenario === undefined ? {} : { scenario: values.scenario };

async function main(): Promise<boolean> {
  if (values.replay !== undefined && !isReal) {
    const run = await runSim(Number(values.replay), {
      ...only,
      trace: (line) => console.log(line),
    });
    console.log(JSON.stringify(run, undefined, 2));
    return run.wrong.length === 0;
  }
  const first = Number(values.replay ?? values.seed);
  const last = first + (values.replay === undefined ? Number(values.runs) : 1);
  const seeds = Array.from({ length: last - first }, (_, index) => first + index).values();
  const ledger = openLedger(values.ledger);
  const runs: Run[] = [];
  const note = (run: Run): void => {
    ledger.add(run);
    runs.push(run);
    if (run.wrong.length === 0) return;
    console.log(`✗ ${run.seed} ${run.scenario} ${run.blow} (${run.fell.join('; ')})`);
    for (const line of run.wrong) console.log(`    ${line.slice(0, 400)}`);
  };
  if (isReal) {
    const jobs = Math.min(Number(values.jobs), last - first);
    await Promise.all(Array.from({ length: jobs }, () => runMany(seeds, ledger, note)));
  } else {
    for (const seed of seeds) note(ledger.find(seed, 'sim') ?? (await runSim(seed, only)));
  }
  console.log(summary(runs));
  return runs.every(({ wrong }) => wrong.length === 0);
}

/** Takes one seed after the other from those that are left. */
async function runMany(
  seeds: Iterator<number> & Iterable<number>,
  ledger: ReturnType<typeof openLedger>,
  note: (run: Run) => void,
): Promise<void> {
  await using engine = await createRealEngine();
  for (let next = seeds.next(); !next.done; next = seeds.next()) {
    const seed = next.value;
    note(ledger.find(seed, 'real') ?? (await runReal(seed, engine, values.scenario)));
  }
}

// Dead bridges wait for ever for what they were waiting for.
process.exit((await main()) ? 0 : 1);
