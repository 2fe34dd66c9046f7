import type { Seen } from '../../emulator/view/seen.ts';
import { type Block, blocksOf, type Run } from './blocks.ts';
import { buttonRows } from './buttons.ts';
import { columnsOf, letterColumns } from './columns.ts';
import type { Ink } from './ink.ts';
import { wrap } from './wrap.ts';

/** Columns of text in a bubble, as many as a phone shows of a proportional font. */
export const bubbleColumns = 42;
/** A bubble with its frame. */
export const frameColumns = bubbleColumns + 4;

/** Lines of a folded quote that show before somebody opens it (as Telegram's apps do it). */
const foldedLines = 3;

export interface BubbleOptions {
  readonly ink: Ink;
  /** Set into the upper edge, as who speaks. */
  readonly title?: string | undefined;
  /** Set into the lower edge, as the time. */
  readonly note?: string | undefined;
  readonly isOwn: boolean;
  /** The number of the first button, where buttons are numbered. */
  readonly firstButton?: number | undefined;
}

/** A message as it stands in the chat, in lines of at most `frameColumns` columns. */
export function drawBubble(
  message: Pick<Seen, 'text' | 'entities' | 'buttons'>,
  { ink, title, note, isOwn, firstButton }: BubbleOptions,
): readonly string[] {
  const lines = blocksOf(message).flatMap((block) => blockLines(block, ink));
  const widest = Math.max(...lines.map(({ columns }) => columns));
  const labels = columnsOf(title ?? '') + columnsOf(note ?? '');
  const hasButtons = message.buttons.length > 0;
  const inner = hasButtons ? bubbleColumns : Math.max(widest, Math.min(labels + 4, bubbleColumns));
  const framed = (text: string): string => ink.frame(text, isOwn);
  const edge = (left: string, right: string, label: string | undefined, atEnd: boolean): string => {
    const shown = label ? ` ${label} ` : '';
    const rest = '─'.repeat(Math.max(0, inner + 1 - columnsOf(shown)));
    return atEnd
      ? `${framed(left + rest)}${shown}${framed(`─${right}`)}`
      : `${framed(`${left}─`)}${shown}${framed(rest + right)}`;
  };
  return [
    edge('╭', '╮', title, false),
    ...lines.map(
      ({ text, columns }) => `${framed('│')} ${text}${' '.repeat(inner - columns)} ${framed('│')}`,
    ),
    edge('╰', '╯', note, true),
    ...buttonRows(message.buttons, inner + 4, ink, firstButton),
  ];
}

interface Line {
  readonly text: string;
  readonly columns: number;
}

function blockLines(block: Block, ink: Ink): readonly Line[] {
  const [sign, indent] = signs[block.kind];
  const wrapped = block.lines.flatMap((line) => wrap(line, bubbleColumns - indent, letterColumns));
  const shown = (runs: readonly Run[]): Line => ({
    text:
      ink.accent(sign) +
      runs.map(({ text, styles }) => ink.styled(text, inBlock(block, styles))).join(''),
    columns: indent + runs.reduce((sum, { text }) => sum + columnsOf(text), 0),
  });
  if (block.kind !== 'folded' || wrapped.length <= foldedLines) return wrapped.map(shown);
  const more = `▾ ${wrapped.length - foldedLines} more`;
  const hint = { text: ink.accent(sign) + ink.faint(more), columns: indent + columnsOf(more) };
  return [...wrapped.slice(0, foldedLines).map(shown), hint];
}

const signs: Readonly<Record<Block['kind'], readonly [string, number]>> = {
  text: ['', 0],
  pre: ['▏ ', 2],
  quote: ['▎ ', 2],
  folded: ['▎ ', 2],
};

const inBlock = ({ kind }: Block, styles: Run['styles']): Run['styles'] =>
  kind === 'pre' ? new Set([...styles, 'code' as const]) : styles;
