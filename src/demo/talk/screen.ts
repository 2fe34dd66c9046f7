import process from 'node:process';
import type { Interface } from 'node:readline';
import { cutTo } from '../chat/buttons.ts';
import { columnsOf } from '../chat/columns.ts';
import type { Ink } from '../chat/ink.ts';
import { plain } from '../chat/ink.ts';
import type { ChatView } from './chat-view.ts';
import type { Display } from './display.ts';

const esc = '\u001b';
const phoneColumns = 60;
/** The line of input, and a free one above it. */
const inputRows = 2;

/**
 * The chat on the terminal's other screen, the newest at the bottom, the input below. Only rows that changed
 * are written, so that nothing flickers.
 */
export function openScreen(view: ChatView, lines: Interface, ink: Ink): Display {
  const out = process.stdout;
  const notes: { readonly after: number; readonly text: string }[] = [];
  let painted: string[] = [];

  const newest = (): number => view.messages().at(-1)?.id ?? 0;
  const chatLines = (): readonly string[] => {
    const own = (line: string): number => phoneColumns - columnsOf(plain(line));
    const noted = (id: number): readonly string[] =>
      notes
        .filter(({ after }) => after === id)
        .map(({ text }) => ink.faint(cutTo(`  ${text}`, out.columns)));
    const drawn = view.messages().flatMap((message) => {
      const indent = message.from.isBot ? 1 : undefined;
      const bubble = view.draw(message);
      const widest = Math.min(...bubble.map(own));
      return [
        ...bubble.map((line) => ' '.repeat(Math.max(0, indent ?? widest)) + line),
        ...noted(message.id),
      ];
    });
    return [...noted(0), ...drawn];
  };
  const show = (): void => {
    const rows = Math.max(1, out.rows - inputRows);
    const shown = chatLines().slice(-rows);
    const padded = [...shown, ...Array.from({ length: rows - shown.length }, () => '')];
    let changes = '';
    for (const [index, line] of padded.entries()) {
      if (painted[index] !== line) changes += `${esc}[${index + 1};1H${line}${esc}[K`;
    }
    painted = padded;
    // The cursor stands in the input and comes back there.
    if (changes !== '') out.write(`${esc}7${changes}${esc}8`);
  };
  const begin = (): void => {
    painted = [];
    // The input scrolls in the last two rows alone.
    out.write(`${esc}[2J${esc}[${out.rows - 1};${out.rows}r${esc}[${out.rows};1H`);
    show();
    lines.prompt(true);
  };
  out.write(`${esc}[?1049h`);
  begin();
  out.on('resize', begin);
  return {
    show,
    tell: (text) => {
      notes.push({ after: newest(), text });
      show();
    },
    [Symbol.dispose]: () => {
      out.off('resize', begin);
      out.write(`${esc}[r${esc}[?1049l`);
    },
  };
}
