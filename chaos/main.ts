import { parseArgs } from 'node:util';
import { openLedger } from './ledger.ts';
import { type Run, runSim } from './run-sim.ts';
import { summary } from './summary.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    rig: { type: 'string', default: 'sim' },
    scenario: { type: 'string' },
    replay: { type: 'string' },
    ledger: { type: 'string' },
  },
});

async function main(): Promise<boolean> {
  const only = values.scenario === undefined ? {} : { scenario: values.scenario };
  if (values.replay !== undefined) {
    const run = await runSim(Number(values.replay), { ...only, trace: (line) => console.log(line) });
    console.log(JSON.stringify(run, undefined, 2));
    return run.wrong.length === 0;
  }
  const ledger = openLedger(values.ledger);
  const first = Number(values.seed);
  const runs: Run[] = [];
  for (let seed = first; seed < first + Number(values.runs); seed++) {
    const run = ledger.find(seed, values.rig) ?? (await runSim(seed, only));
    ledger.add(run);
    runs.push(run);
    if (run.wrong.length > 0) {
      console.log(`✗ ${seed} ${run.scenario} ${run.blow} (${run.fell.join('; ')})`);
      for (const line of run.wrong) console.log(`    ${line.slice(0, 400)}`);
    }
  }
  console.log(summary(runs));
  return runs.every(({ wrong }) => wrong.length === 0);
}

// Dead bridges wait for ever for what they were waiting for.
process.exit((await main()) ? 0 : 1);
