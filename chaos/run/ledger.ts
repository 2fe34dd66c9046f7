import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Run } from './run.ts';

/** Runs by seed, one JSON line each, so that ten thousand need not fit into one sitting. */
export interface Ledger {
  find(seed: number, rig: string): Run | undefined;
  add(run: Run): void;
}

export function openLedger(path: string | undefined): Ledger {
  const lines = path && existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const known = new Map(
    lines
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Run)
      .map((run) => [`${run.rig} ${run.seed}`, run]),
  );
  return {
    find: (seed, rig) => known.get(`${rig} ${seed}`),
    add: (run) => {
      const id = `${run.rig} ${run.seed}`;
      if (known.has(id)) return;
      known.set(id, run);
      if (path) appendFileSync(path, `${JSON.stringify(run)}\n`);
    },
  };
}
