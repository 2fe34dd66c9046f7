import type { Seen } from '../../emulator/view/seen.ts';
import { type Drawn, drawMessage } from './message.ts';
import type { Frames } from './scene.ts';
import { box, label } from './shapes.ts';
import { steady } from './steady.ts';
import { style } from './style.ts';

const phoneWidth = 400;
const gap = 28;
const margin = 10;
const headHeight = 56;
const captionHeight = 34;

/** Two phones side by side: a turn in the middle of its work, and the same chat afterwards. */
export function drawPicture({ during, after }: Frames): string {
  const left = drawChat(during, margin);
  const right = drawChat(after, margin + phoneWidth + gap);
  const inner = Math.max(left.height, right.height);
  const width = margin * 2 + phoneWidth * 2 + gap;
  const height = captionHeight + headHeight + inner + margin * 2;
  const phones = [
    ...phone(margin, inner, 'While Codex works'),
    ...phone(margin + phoneWidth + gap, inner, 'Afterwards'),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${Math.ceil(height)}" viewBox="0 0 ${width} ${Math.ceil(height)}" role="img" aria-label="A chat with Codex on the phone">`,
    style,
    ...phones,
    ...left.svg,
    ...right.svg,
    '</svg>\n',
  ].join('\n');
}

function phone(x: number, inner: number, caption: string): readonly string[] {
  const top = captionHeight;
  const frame = { x, y: top, width: phoneWidth, height: headHeight + inner + margin };
  return [
    label(caption, x + phoneWidth / 2, 22, 'caption', 'middle'),
    box(frame, 'ground0', 22),
    `<path class="head" d="M${x + 0.5} ${top + headHeight}V${top + 22}a21.5 21.5 0 0 1 21.5-21.5H${x + phoneWidth - 22}a21.5 21.5 0 0 1 21.5 21.5V${top + headHeight}z"/>`,
    `<circle class="avatar" cx="${x + 34}" cy="${top + 28}" r="18"/>`,
    label('p', x + 34, top + 33, 'initial', 'middle'),
    label('fix the login redirect, tests first', x + 62, top + 25, 'title'),
    label('Pocketdex', x + 62, top + 42, 'faint'),
  ];
}

function drawChat(messages: readonly Seen[], x: number): Drawn {
  const svg: string[] = [];
  const begin = captionHeight + headHeight + 12;
  let y = begin;
  for (const message of messages) {
    const drawn = drawMessage(steady(message), { left: x + 10, right: x + phoneWidth - 10, y });
    svg.push(...drawn.svg);
    y += drawn.height + 8;
  }
  return { svg, height: y - begin + 12 };
}
