import type { Item } from '../model/item.ts';

/** Tail of a command's output that is kept, in UTF-16 units. */
const outputLimit = 8_000;
/** Tail of a text that is still growing. A finished message is kept whole: it is posted whole. */
export const textLimit = 64_000;
/** Thoughts are only ever shown shortened. */
const summaryLimit = 8_000;

/** The item with its long fields cut to their tails. */
export function bounded(item: Item): Item {
  switch (item.type) {
    case 'command':
      return item.output.length > outputLimit
        ? { ...item, output: tail(item.output, outputLimit) }
        : item;
    case 'reasoning':
      return item.summary.length > summaryLimit
        ? { ...item, summary: tail(item.summary, summaryLimit) }
        : item;
    default:
      return item;
  }
}

/** The last `limit` units, beginning with "…" and never inside a surrogate pair. */
export function tail(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const rest = text.slice(text.length - limit + 1);
  return `…${/^[\uDC00-\uDFFF]/.test(rest) ? rest.slice(1) : rest}`;
}
