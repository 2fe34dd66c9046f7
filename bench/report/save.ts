import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Reading } from './reading.ts';
import { table } from './table.ts';

const root = join(import.meta.dirname, '../..');
const results = join(root, 'bench/results/latest.json');
const page = join(root, 'docs/performance.md');
const begin = '<!-- measured: written by npm run bench -- --write -->';
const end = '<!-- /measured -->';

interface Saved {
  readonly machine: string;
  readonly node: string;
  readonly readings: readonly Reading[];
}

export interface SaveOptions {
  /** Every figure was measured; else the others keep their last readings. */
  readonly isWhole: boolean;
  readonly writesPage: boolean;
}

/** Keeps the readings in `bench/results/latest.json`, and their table in `docs/performance.md`. */
export function save(readings: readonly Reading[], { isWhole, writesPage }: SaveOptions): void {
  const measured = new Set(readings.map(({ figure }) => figure));
  const kept = isWhole ? [] : last().filter(({ figure }) => !measured.has(figure));
  const all = [...kept, ...readings].sort((a, b) => a.figure - b.figure);
  const saved: Saved = {
    machine: machine(),
    node: process.versions.node,
    readings: all,
  };
  mkdirSync(join(results, '..'), { recursive: true });
  writeFileSync(results, `${JSON.stringify(saved, null, 2)}\n`);
  if (writesPage) writePage(saved);
}

function last(): readonly Reading[] {
  try {
    return (JSON.parse(readFileSync(results, 'utf8')) as Saved).readings;
  } catch {
    return [];
  }
}

function writePage({ machine: on, node, readings }: Saved): void {
  const text = readFileSync(page, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${page} has lost its markers.`);
  const notes = readings.flatMap(({ figure, note }) => (note ? [`- ${figure}: ${note}`] : []));
  const measured = [
    `On ${on}, Node ${node}. Figures of different moments stand together here: \`latest.json\` tells when each was taken.`,
    'Load: processes that wanted a core over five minutes; far above the cores, others were in the way.',
    '',
    table(readings),
    '',
    ...notes,
  ]
    .join('\n')
    .trim();
  writeFileSync(page, `${before}${begin}\n\n${measured}\n\n${end}${after}`);
}

const machine = (): string =>
  `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB`;
