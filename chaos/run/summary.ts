import type { Run } from './run.ts';

/** A table by story, and the sums beneath it. */
export function summary(runs: readonly Run[]): string {
  const names = [...new Set(runs.map(({ scenario }) => scenario))].sort();
  const lines = names.map((name) =>
    line(
      name,
      runs.filter(({ scenario }) => scenario === name),
    ),
  );
  const seconds = runs.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  return [
    row([
      'story',
      'runs',
      'struck',
      'lost',
      'doubled',
      'finals lost',
      'doubled',
      'allowed',
      'orphans',
      'failed',
    ]),
    ...lines,
    line('all', runs),
    `${seconds.toFixed(1)} s, ${((seconds * 1000) / Math.max(1, runs.length)).toFixed(0)} ms a run`,
  ].join('\n');
}

function line(name: string, runs: readonly Run[]): string {
  const sum = (of: (run: Run) => number): string =>
    String(runs.reduce((total, run) => total + of(run), 0));
  return row([
    name,
    String(runs.length),
    sum(({ fell }) => (fell.length > 0 ? 1 : 0)),
    sum(({ lost }) => lost),
    sum(({ doubled }) => doubled),
    sum(({ finalsLost }) => finalsLost),
    sum(({ finalsDoubled }) => finalsDoubled),
    sum(({ doubledAllowed }) => doubledAllowed),
    sum(({ orphans }) => orphans),
    sum(({ wrong }) => (wrong.length > 0 ? 1 : 0)),
  ]);
}

const row = (cells: readonly string[]): string =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(13) : cell.padStart(12))).join('');
