import type { TimelineItem } from '../timeline.ts';

/** Told whole by the engine. An item that was only closed by the end of its turn is not. */
export const isCompleted = (entry: TimelineItem): boolean =>
  entry.endedAt !== undefined && !entry.partial;
