const second = 1000;

/** Waits before a call is repeated whose fate is unknown (telegram.md: until the chat answers, never dead by age). */
export const afterDoubtMs = (attempts: number): number =>
  at([5, 10, 20, 40, 60], attempts) * second;

/** Waits while nothing can be written to the wire. */
export const offlineMs = (tries: number): number => at([1, 2, 5, 15, 30, 60], tries) * second;

/** Waits between tries in a topic that seems gone: two failures at least a minute apart, then ever rarer. */
export const goneTopicMs = (attempts: number): number => at([60, 120, 300, 600], attempts) * second;

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

const at = (steps: readonly number[], index: number): number =>
  steps[Math.min(Math.max(index, 0), steps.length - 1)] ?? 60;
