// Renders and splits documents made of pieces of the corpora at random, and has TDLib judge every part:
// figure 20. `--documents N --seed S`; ends with 1 when a law is broken, and prints the document.
import { parseArgs } from 'node:util';
import { faultsOf } from '../test/support/check-rendering.ts';
import { all } from '../test/support/documents.ts';

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});

/** Mulberry32: the same documents for the same seed on every machine. */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const glue = [
  '',
  '',
  '\n',
  '\n\n',
  ' ',
  '\n> ',
  '\n- ',
  '\n  - ',
  '\n```\n',
  '**',
  '*',
  '`',
  '~~',
  '|',
];
const limits = [
  { units: 3800, entities: 100, bytes: 9000 },
  { units: 3800, entities: 100, bytes: 9000 },
  { units: 300, entities: 20, bytes: 2500 },
  { units: 40, entities: 3, bytes: 2200 },
];

function documentOf(random: (below: number) => number): string {
  let document = '';
  for (let left = 1 + random(5); left > 0; left -= 1) {
    const text = all[random(all.length)] ?? '';
    const from = random(3) === 0 ? random(text.length + 1) : 0;
    const size = random(4) === 0 ? text.length : random(Math.min(text.length, 400) + 1);
    document += text.slice(from, from + size) + glue[random(glue.length)];
  }
  return document;
}

const total = Number(values.documents);
const seed = Number(values.seed);
let broken = 0;
let bytes = 0;
const start = performance.now();
for (let number = 0; number < total; number += 1) {
  const random = randomOf(seed * 1_000_003 + number);
  const document = documentOf(random);
  bytes += Buffer.byteLength(document);
  const faults = attempt(document, limits[random(limits.length)]);
  if (faults.length === 0) continue;
  broken += 1;
  if (broken <= 10) console.log(JSON.stringify({ number, document, faults: faults.slice(0, 3) }));
}
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ documents: total, seed, bytes, broken, seconds }));
console.log(`fuzz: ${broken} of ${total} documents broke a law (bar 0), ${seconds.toFixed(0)} s`);
process.exitCode = broken === 0 ? 0 : 1;

function attempt(document: string, limit: (typeof limits)[number] | undefined): readonly string[] {
  try {
    return faultsOf(document, limit);
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}
