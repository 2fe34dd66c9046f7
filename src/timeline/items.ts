import type { ItemId } from '../model/ids.ts';
import type { Item } from '../model/item.ts';
import type { TimelineItem, Turn } from '../model/timeline.ts';
import { isCompleted } from '../model/turn/completed.ts';
import { bounded, tail, textLimit } from './bounds.ts';
import { grownOutput, grownText } from './grow.ts';

/** The engine began an item. Deltas that came before it keep what they brought. */
export function startItem(turn: Turn, item: Item, at: number): Turn {
  const known = turn.items.get(item.id);
  if (known === undefined) return put(turn, item.id, opened(turn, bounded(item), false, at));
  if (isCompleted(known)) return turn;
  return put(turn, item.id, { ...known, item: bounded(withGrown(item, known.item)) });
}

/** The whole item: it wins over all that was heard of it before, also after the end of its turn. */
export function completeItem(turn: Turn, item: Item, at: number): Turn {
  const known = turn.items.get(item.id);
  return put(turn, item.id, {
    item: bounded(item),
    startedAt: known?.startedAt ?? at,
    endedAt: known && isCompleted(known) ? known.endedAt : at,
    partial: false,
  });
}

export function moreText(turn: Turn, id: ItemId, delta: string, at: number): Turn {
  const known = turn.items.get(id);
  if (known === undefined) return put(turn, id, opened(turn, midText(id, delta), true, at));
  if (known.endedAt !== undefined) return turn;
  const item = grownText(known.item, delta);
  return put(turn, id, { ...known, item, partial: known.partial || isCut(item) });
}

export function moreOutput(turn: Turn, id: ItemId, delta: string, at: number): Turn {
  const known = turn.items.get(id);
  if (known === undefined) return put(turn, id, opened(turn, midOutput(id, delta), true, at));
  if (isCompleted(known)) return turn;
  return put(turn, id, { ...known, item: grownOutput(known.item, delta) });
}

// An ended turn has no open items: what begins in it afterwards is closed at once.
const opened = (turn: Turn, item: Item, partial: boolean, at: number): TimelineItem =>
  turn.outcome === undefined
    ? { item, startedAt: at, endedAt: undefined, partial }
    : { item, startedAt: at, endedAt: at, partial: true };

// A delta does not say what it belongs to. A message is the likeliest, and its phase is never guessed.
const midText = (id: ItemId, delta: string): Item => ({
  type: 'agent-message',
  id,
  text: tail(`…${delta}`, textLimit),
  phase: 'unknown',
  questions: [],
});

const midOutput = (id: ItemId, delta: string): Item =>
  bounded({
    type: 'command',
    id,
    command: '',
    cwd: '',
    status: 'running',
    exitCode: undefined,
    output: `…${delta}`,
    durationMs: undefined,
  });

const isCut = (item: Item): boolean => item.type === 'agent-message' && item.text.startsWith('…');

/** The started item with the text that is known already, where both are of one kind and it is longer. */
function withGrown(item: Item, known: Item): Item {
  if (item.type === 'command' && known.type === 'command') {
    return known.output.length > item.output.length ? { ...item, output: known.output } : item;
  }
  if (item.type === 'reasoning' && (known.type === 'reasoning' || known.type === 'agent-message')) {
    const summary = known.type === 'reasoning' ? known.summary : known.text;
    return summary.length > item.summary.length ? { ...item, summary } : item;
  }
  if (
    (item.type === 'agent-message' || item.type === 'plan') &&
    (known.type === 'agent-message' || known.type === 'plan')
  ) {
    return known.text.length > item.text.length ? { ...item, text: known.text } : item;
  }
  return item;
}

const put = (turn: Turn, id: ItemId, entry: TimelineItem): Turn => ({
  ...turn,
  items: new Map(turn.items).set(id, entry),
});
