import type { Item } from '../model/item.ts';
import { bounded, tail, textLimit } from './bounds.ts';

/** The item with more text at its end. Kinds without a text of their own stay as they are. */
export function grownText(item: Item, delta: string): Item {
  switch (item.type) {
    case 'agent-message':
    case 'plan':
      return { ...item, text: tail(item.text + delta, textLimit) };
    case 'reasoning':
      return bounded({ ...item, summary: item.summary + delta });
    default:
      return item;
  }
}

/** The command with more output at its end. */
export function grownOutput(item: Item, delta: string): Item {
  return item.type === 'command' ? bounded({ ...item, output: item.output + delta }) : item;
}
