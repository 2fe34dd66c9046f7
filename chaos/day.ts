import { parseArgs } from 'node:util';
import { keeps, runLoad } from './load/load.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1440' },
    seed: { type: 'string', default: '1' },
  },
});

const result = await runLoad(Number(values.minutes), Number(values.seed));
console.log(JSON.stringify(result, undefined, 2));
process.exit(keeps(result) ? 0 : 1);
