import type { ItemId } from '../ids.ts';
import type { Item } from '../item.ts';
import type { TimelineItem, Turn } from '../timeline.ts';
import { answerOf } from './answer.ts';

export type Message = Extract<Item, { type: 'agent-message' }>;

/**
 * Messages that are certainly no final answer, in order. While the turn runs, one without a phase may still
 * become the answer: it counts as commentary once another message follows it. In a turn that was cut short, all
 * that is not an answer is commentary, also the beginning of a final that was never finished.
 */
export function commentaryOf(turn: Turn): readonly (TimelineItem & { readonly item: Message })[] {
  const answer = new Set<ItemId>(answerOf(turn).map(({ id }) => id));
  const entries = [...turn.items.values()];
  const last = entries.findLast(mayBeAnswer)?.item.id;
  return entries.filter(isMessage).filter(({ item, partial }) => {
    if (answer.has(item.id) || item.text.trim() === '') return false;
    if (item.phase === 'commentary' || item.questions.length > 0) return true;
    // A completed turn's message of which only a piece was heard may be its answer: the history tells.
    if (turn.outcome !== undefined) return turn.outcome !== 'completed' || !partial;
    return item.phase === 'unknown' && !partial && item.id !== last;
  });
}

// What was joined in the middle may be a thought: deltas do not say.
const mayBeAnswer = ({ item, partial }: TimelineItem): boolean =>
  item.type === 'agent-message' &&
  item.phase !== 'commentary' &&
  item.questions.length === 0 &&
  !partial;

const isMessage = (entry: TimelineItem): entry is TimelineItem & { readonly item: Message } =>
  entry.item.type === 'agent-message';
