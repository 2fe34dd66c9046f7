import type { Bar, Reading } from './reading.ts';

const heads = ['#', 'what', 'n', 'p50', 'p95', 'p99', 'bar', '', 'load'];

/** The readings as a Markdown table, its columns in line. */
export function table(readings: readonly Reading[]): string {
  const rows = [heads, ...readings.map(rowOf)];
  const widths = heads.map((_, at) => Math.max(3, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(heads), line(rule), ...rows.slice(1).map(line)].join('\n');
}

const rowOf = (reading: Reading): string[] => [
  String(reading.figure),
  reading.name,
  String(reading.n),
  ...(['p50', 'p95', 'p99'] as const).map((key) => amount(reading[key], reading.unit)),
  reading.bars.map((bar) => barText(bar, reading)).join(', ') || 'floor',
  reading.bars.length === 0 ? '' : reading.holds ? 'holds' : 'MISSED',
  reading.taken?.load.toFixed(1) ?? '–',
];

const barText = ({ of, limit, atLeast }: Bar, { unit }: Reading): string =>
  `${of} ${atLeast ? '≥' : '≤'} ${amount(limit, unit)}`;

function amount(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${Number(value.toFixed(digits))} ${unit}`.trim();
}
