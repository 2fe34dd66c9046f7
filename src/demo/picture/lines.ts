import type { Seen } from '../../emulator/view/seen.ts';
import { type Block, blocksOf, type Run } from '../chat/blocks.ts';
import { wrap } from '../chat/wrap.ts';
import { letterPixels } from './widths.ts';

/** A line of a bubble, as high as its kind. */
export interface Line {
  readonly kind: Block['kind'];
  readonly runs: readonly Run[];
  readonly width: number;
  /** First and last of its block, which stands on a ground of its own. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Lines of a folded quote that show (as Telegram's apps do it). */
const foldedLines = 3;
/** What the bar and the ground of a quote or a code block take. */
export const blockInset = 12;

const ofCode = (run: Run): Run => ({ ...run, styles: new Set([...run.styles, 'code' as const]) });

export function linesOf(message: Seen, width: number): readonly Line[] {
  return blocksOf(message).flatMap((block): readonly Line[] => {
    const inset = block.kind === 'text' ? 0 : blockInset * 2;
    const sources =
      block.kind === 'pre' ? block.lines.map((line) => line.map(ofCode)) : block.lines;
    const wrapped = sources.flatMap((line) => wrap(line, width - inset, letterPixels));
    const shown = block.kind === 'folded' ? wrapped.slice(0, foldedLines) : wrapped;
    return shown.map((runs, index) => ({
      ...{ kind: block.kind, runs },
      width: inset + runs.reduce((sum, run) => sum + runPixels(run), 0),
      isFirst: index === 0,
      isLast: index === shown.length - 1,
    }));
  });
}

const runPixels = (run: Run): number =>
  [...run.text].reduce((sum, letter) => sum + letterPixels(letter, run), 0);
