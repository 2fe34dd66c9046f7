import type { Reading } from '../report/reading.ts';

interface Effort {
  /** How often a round is repeated, where a figure has rounds. */
  readonly rounds: number | undefined;
}

/** Measures that share a load. */
export interface Figure {
  /** Numbers of the measuring plan. */
  readonly numbers: readonly number[];
  run(effort: Effort): Promise<readonly Reading[]>;
}
