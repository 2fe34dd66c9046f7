import type { Seen } from '../../emulator/view/seen.ts';
import { blockInset, type Line, linesOf } from './lines.ts';
import { type Box, box, label, runs } from './shapes.ts';
import { textPixels } from './widths.ts';

/** Something drawn, and how much of the height it took. */
export interface Drawn {
  readonly svg: readonly string[];
  readonly height: number;
}

const padX = 12;
const padY = 8;
const lineHeight = 20;
/** Of a blank line, which a phone sets as high as any; here the picture would only grow. */
const blankHeight = 10;
const blockGap = 6;
const buttonHeight = 34;
const buttonGap = 4;
const time = '14:32';
const timeWidth = textPixels(time, 11) + 4;

interface Place {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** A bubble with its buttons between two edges: own ones at the right. */
export function drawMessage(message: Seen, { left, right, y }: Place): Drawn {
  const most = right - left - 34;
  const lines = linesOf(message, most - padX * 2);
  const reaction = message.reactions[0]?.emoji;
  const widest = Math.max(...lines.map(({ width }) => width));
  const footer = timeWidth + (reaction ? 44 : 0);
  const last = lines.at(-1);
  const fitsBeside = !reaction && last?.kind === 'text' && last.width + timeWidth < most - padX * 2;
  const beside = fitsBeside ? last.width + timeWidth + 6 : footer;
  const hasButtons = message.buttons.length > 0;
  const inner = hasButtons ? most - padX * 2 : Math.max(widest, beside);
  const width = inner + padX * 2;
  const x = message.from.isBot ? left : right - width;

  const text = drawLines(lines, x + padX, y + padY, inner);
  const bottom = text.height + (fitsBeside ? 0 : reaction ? 28 : 15);
  const height = padY * 2 + bottom - (fitsBeside ? 0 : 3);
  const timeY = y + height - 7;
  const bubble = { x, y, width, height };
  const buttons = drawButtons(message.buttons, { x, y: y + height + buttonGap, width, height: 0 });
  return {
    svg: [
      box(bubble, message.from.isBot ? 'bot' : 'own', 15),
      ...text.svg,
      ...(reaction ? drawReaction(reaction, x + padX - 2, y + height - 32) : []),
      label(time, x + width - padX, timeY, message.from.isBot ? 'time' : 'time mine', 'end'),
      ...buttons.svg,
    ],
    height: height + buttons.height,
  };
}

function drawLines(lines: readonly Line[], x: number, top: number, width: number): Drawn {
  const svg: string[] = [];
  let y = top;
  let ground: { box: Box; kind: Line['kind'] } | undefined;
  for (const [index, line] of lines.entries()) {
    const isBlock = line.kind !== 'text';
    if (isBlock && line.isFirst) {
      if (index > 0) y += isBlank(lines[index - 1]) ? 0 : blockGap;
      const count = lines.slice(index).findIndex(({ isLast }) => isLast) + 1;
      ground = { box: { x, y: y - 2, width, height: count * lineHeight + 8 }, kind: line.kind };
      svg.push(box(ground.box, line.kind === 'pre' ? 'ground code-ground' : 'ground', 5));
      svg.push(box({ ...ground.box, width: 3 }, 'bar', 1.5));
      if (line.kind === 'folded')
        svg.push(label('⌄', x + width - 14, y + ground.box.height - 10, 'more'));
      y += 2;
    }
    svg.push(runs(line.runs, x + (isBlock ? blockInset : 0), y + 15));
    y += isBlank(line) ? blankHeight : lineHeight;
    if (isBlock && line.isLast) y += isBlank(lines[index + 1]) ? 2 : blockGap + 2;
  }
  return { svg, height: y - top };
}

const isBlank = (line: Line | undefined): boolean => line?.width === 0 && line.kind === 'text';

const drawReaction = (emoji: string, x: number, y: number): readonly string[] => [
  box({ x, y, width: 38, height: 24 }, 'reaction', 12),
  label(emoji, x + 19, y + 17, 'emoji', 'middle'),
];

function drawButtons(rows: Seen['buttons'], { x, y, width }: Box): Drawn {
  const svg = rows.flatMap((row, index) => {
    const each = (width - buttonGap * (row.length - 1)) / row.length;
    const top = y + index * (buttonHeight + buttonGap);
    return row.flatMap(({ text }, column) => {
      const left = x + column * (each + buttonGap);
      return [
        box({ x: left, y: top, width: each, height: buttonHeight }, 'button', 9),
        label(text, left + each / 2, top + 22, 'label', 'middle'),
      ];
    });
  });
  return { svg, height: rows.length * (buttonHeight + buttonGap) };
}
