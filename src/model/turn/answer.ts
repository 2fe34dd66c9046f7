import type { Item } from '../item.ts';
import type { TimelineItem, Turn } from '../timeline.ts';
import { isCompleted } from './completed.ts';

export type AnswerItem = Extract<Item, { type: 'agent-message' | 'plan' }>;

/**
 * The items that are the turn's final answer, in order; their texts joined are what is posted.
 *
 * A message says so by its phase, and a proposed plan is the answer of the turn that made it. Where the engine
 * told no phase, the last message of a completed turn is the answer (codex/README.md, section 4); an interrupted
 * or failed turn has only what says of itself that it is final. Questions that do not block carry the phase of a
 * final answer in the middle of a turn (section 5) and are never one.
 */
export function answerOf(turn: Turn): readonly AnswerItem[] {
  const whole = [...turn.items.values()].filter(isCompleted);
  const finals = whole.map(asFinal).filter((item) => item !== undefined);
  if (finals.length > 0 || turn.outcome !== 'completed') return finals;
  const last = whole.map(asUnlabelled).findLast((item) => item !== undefined);
  return last ? [last] : [];
}

function asFinal({ item }: TimelineItem): AnswerItem | undefined {
  if (item.type === 'plan') return item.text.trim() === '' ? undefined : item;
  return item.type === 'agent-message' && item.phase === 'final' && isWords(item)
    ? item
    : undefined;
}

const asUnlabelled = ({ item }: TimelineItem): AnswerItem | undefined =>
  item.type === 'agent-message' && item.phase === 'unknown' && isWords(item) ? item : undefined;

const isWords = (item: Extract<Item, { type: 'agent-message' }>): boolean =>
  item.questions.length === 0 && item.text.trim() !== '';
