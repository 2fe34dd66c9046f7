import type { ChatView } from './chat-view.ts';
import type { Display } from './display.ts';

/** A display for a pipe or a file: each message as it comes, afterwards only the lines that changed. */
export function openRoll(view: ChatView, print: (line: string) => void): Display {
  const known = new Map<string, { looks: string; lines: readonly string[] }>();
  const show = (): void => {
    for (const message of view.messages()) {
      const id = `${message.topic ?? 0}/${message.id}`;
      const looks = view.looks(message);
      const before = known.get(id);
      if (before?.looks === looks) continue;
      const lines = view.draw(message);
      known.set(id, { looks, lines });
      if (before) print(`↻ ${message.id}`);
      for (const line of lines) {
        if (!before?.lines.includes(line)) print(line);
      }
    }
  };
  return { show, tell: print, [Symbol.dispose]: show };
}
