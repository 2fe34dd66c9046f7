import type { Turn } from '../timeline.ts';
import { stepsOf } from './steps.ts';

export interface TurnStats {
  /** Steps that ended, well or not. */
  readonly steps: number;
  /** Different files that were changed; declined and failed changes are none. */
  readonly files: number;
  readonly added: number;
  readonly removed: number;
  /** Until the end, or until `now` while it runs. */
  readonly durationMs: number;
}

export function statsOf(turn: Turn, now: number): TurnStats {
  const steps = stepsOf(turn);
  const changes = steps.flatMap(({ item }) =>
    item.type === 'file-change' && item.status === 'completed' ? item.changes : [],
  );
  return {
    steps: steps.filter(({ endedAt }) => endedAt !== undefined).length,
    files: new Set(changes.map(({ path }) => path)).size,
    added: changes.reduce((sum, { added }) => sum + added, 0),
    removed: changes.reduce((sum, { removed }) => sum + removed, 0),
    durationMs: Math.max(0, (turn.endedAt ?? now) - turn.startedAt),
  };
}
