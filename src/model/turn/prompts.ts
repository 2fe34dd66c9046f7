import type { Item } from '../item.ts';
import type { Turn } from '../timeline.ts';

export type PromptItem = Extract<Item, { type: 'user-message' }>;

/** What people said in the turn, in order: the prompt that began it and the steers that reached it. */
export const promptsOf = (turn: Turn): readonly PromptItem[] =>
  [...turn.items.values()].map(({ item }) => item).filter((item) => item.type === 'user-message');
