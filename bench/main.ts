// Measures the shipped build and prints a table: `npm run bench -- [--only 6,8] [--rounds N] [--write]`.
// Ends with 1 when a bar is missed.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Figure } from './figures/figure.ts';
import { firstText } from './figures/first-text.ts';
import { many } from './figures/many.ts';
import { press } from './figures/press.ts';
import { render } from './figures/render.ts';
import { resting } from './figures/resting.ts';
import { start } from './figures/start.ts';
import { stop } from './figures/stop.ts';
import { turns } from './figures/turns.ts';
import type { Reading } from './report/reading.ts';
import { save } from './report/save.ts';
import { table } from './report/table.ts';

const all: readonly Figure[] = [render, turns, firstText, press, stop, start, resting, many];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const only = values.only?.split(',').map(Number);
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);

const readings: Reading[] = [];
for (const figure of all) {
  if (only && !figure.numbers.some((number) => only.includes(number))) continue;
  console.error(`measuring ${figure.numbers.join(', ')} …`);
  const found = await figure.run({ rounds });
  const taken = { at: new Date().toISOString(), load: loadavg()[1] ?? 0 };
  const measured = found.map((one) => ({ ...one, taken }));
  console.error(table(measured));
  readings.push(...measured.filter(({ figure: number }) => !only || only.includes(number)));
}
readings.sort((a, b) => a.figure - b.figure);
save(readings, { isWhole: !only, writesPage: values.write });
console.log(table(readings));
for (const { figure, note } of readings) if (note) console.log(`${figure}: ${note}`);
process.exitCode = readings.every(({ holds }) => holds) ? 0 : 1;
