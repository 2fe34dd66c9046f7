import type { Item } from '../item.ts';
import type { TimelineItem, Turn } from '../timeline.ts';

type StepItem = Exclude<Item, { type: 'user-message' | 'agent-message' | 'reasoning' | 'plan' }>;
export type Step = TimelineItem & { readonly item: StepItem };

/** What was done in the turn, in the order in which it began: everything that is not words. */
export const stepsOf = (turn: Turn): readonly Step[] => [...turn.items.values()].filter(isStep);

export function isStep(entry: TimelineItem): entry is Step {
  switch (entry.item.type) {
    case 'user-message':
    case 'agent-message':
    case 'reasoning':
    case 'plan':
      return false;
    default:
      return true;
  }
}
