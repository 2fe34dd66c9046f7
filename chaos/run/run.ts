import type { Verdict } from '../story/check.ts';

/** One story with what befell it, as it stands in the ledger. */
export interface Run extends Verdict {
  readonly seed: number;
  readonly rig: 'sim' | 'real';
  readonly scenario: string;
  readonly blow: string;
  /** Where it fell; empty when the story was over before. */
  readonly fell: readonly string[];
  readonly ms: number;
}
