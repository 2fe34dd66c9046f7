import type { Seen } from '../../emulator/view/seen.ts';
import { drawBubble, frameColumns } from '../chat/bubble.ts';
import { columnsOf } from '../chat/columns.ts';
import { type Ink, plain } from '../chat/ink.ts';

/** Where the story is printed. Text goes down the page and is never changed again. */
export interface Page {
  title(lines: readonly string[]): void;
  chapter(number: number, title: string): void;
  /** @param atMs since the chapter began */
  message(message: Seen, look: Look): void;
  /** What happens outside of the chat. */
  act(text: string, atMs?: number): void;
  measured(text: string): void;
  line(text: string): void;
}

interface Look {
  readonly atMs: number;
  /** It stood in the chat before and has turned into this. */
  readonly isAgain: boolean;
  readonly isOwn: boolean;
}

const gutter = 10;
/** Own messages stand at the right edge of the phone. */
const phoneColumns = 54;
const right = gutter + phoneColumns;

export function createPage(ink: Ink, print: (line: string) => void): Page {
  const clock = (atMs: number | undefined): string =>
    ink.faint((atMs === undefined ? '' : `${seconds(atMs)} `).padStart(gutter));
  const put = (lines: readonly string[], atMs: number, left: number): void => {
    for (const [index, line] of lines.entries()) {
      print(`${clock(index === 0 ? atMs : undefined)}${' '.repeat(left)}${line}`);
    }
  };
  return {
    title: (lines) => {
      print('');
      for (const [index, line] of lines.entries()) {
        print(`  ${index === 0 ? ink.strong(line) : ink.faint(line)}`);
      }
    },
    chapter: (number, title) => {
      print('');
      print(`  ${ink.strong(`${number}  ${title}`)}`);
      print(`  ${ink.faint('─'.repeat(right - 2))}`);
    },
    message: (message, { atMs, isAgain, isOwn }) => {
      const sound = !isOwn && !message.isSilent && !isAgain ? '♪' : undefined;
      const reactions = message.reactions.map(({ emoji }) => emoji).join('');
      const lines = drawBubble(message, {
        ...{ ink, isOwn },
        title: isOwn ? message.from.name : isAgain ? '↻ now' : undefined,
        note: isOwn ? reactions : sound,
      });
      const widest = Math.max(...lines.map((line) => columnsOf(plain(line))));
      put(lines, atMs, isOwn ? phoneColumns - Math.min(widest, frameColumns) : 0);
    },
    act: (text, atMs) => print(`${clock(atMs)}${ink.accent(`» ${text}`)}`),
    measured: (text) => {
      print(`${' '.repeat(gutter)}${ink.good('✓')} ${ink.faint(text)}`);
    },
    line: print,
  };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
