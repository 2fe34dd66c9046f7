import { systemClock } from '../../base/clock.ts';
import type { Seen } from '../../emulator/view/seen.ts';
import { withWorld } from '../world/world.ts';

const prompt = 'fix the login redirect, tests first';
const desk = 'how many tests are there?';

const programs: Readonly<Record<string, string>> = {
  [prompt]: String.raw`[[sim:
    say "The redirect loses the query string: I keep it.";
    run "sh test/login.sh";
    patch update:src/redirect.js "  const { pathname } = new URL(url);\n  return ${'`'}/login?next=${'$'}{pathname}${'`'};" -> "  const { pathname, search } = new URL(url);\n  return ${'`'}/login?next=${'$'}{pathname}${'$'}{search}${'`'};";
    run "sh test/login.sh";
    wait 3000;
    run "mkdir -p ../releases && cp src/redirect.js ../releases/" escalate why="The releases lie outside of the project.";
    final "The login redirect **keeps its query string** now:\n\n${'```'}js\nconst { pathname, search } = new URL(url);\n${'```'}\n\n- the test failed before and holds now\n- nothing else uses ${'`'}redirect()${'`'}"]]`,
  [desk]: '[[sim: run "ls test"; wait 1200; final "One: `test/login.sh`."]]',
};

/** Two moments of one chat: in the middle of the work, and afterwards. */
export interface Frames {
  readonly during: readonly Seen[];
  readonly after: readonly Seen[];
}

/** Plays a turn with a request, and a prompt from the desk, on the real bridge. */
export const playScene = async (signal: AbortSignal): Promise<Frames> =>
  withWorld(
    (said) => programs[said],
    async ({ emulator, ann: { person, chat }, bridge, desk: desktop, model }) => {
      await bridge.start(signal);
      const chatNow = (): readonly Seen[] =>
        emulator.transcript(chat).filter(({ service }) => !service);
      const until = async (...words: readonly string[]): Promise<readonly Seen[]> =>
        emulator.until(
          () => {
            const now = chatNow();
            return words.every((word) => now.some(({ text }) => text.includes(word))) && now;
          },
          { timeoutMs: 15_000, signal },
        );
      person.says(chat, prompt);
      const during = await until('waits for you', '✓ sh test/login.sh', '? Run a command');
      const card = during.find(({ text }) => text.startsWith('? Run'));
      if (card) await person.presses(card, 'Once');
      await until('✓ Approved once', 'nothing else uses', '4 steps');
      // A moment later, when the chat may be written to as often as before.
      await systemClock.sleep(3_500, signal);
      await desktop.types(model.requests.at(-1)?.thread ?? '', desk, signal);
      const after = await until('One: test/login.sh', '1 step', desk);
      return { during, after };
    },
  );
