import { buttonsOf, type Chapter, isFolded, isLive } from '../chapter.ts';
import { check } from '../check.ts';

const prompt = 'release it';

export const requests: Chapter = {
  title: 'Codex asks: for a command, for a file',
  who: 'ben',
  programs: {
    [prompt]: `[[sim:
      run "mkdir -p ../releases && cp src/redirect.js ../releases/" escalate why="The releases lie outside of the project.";
      patch add:../releases/NOTES.md "The login keeps its query string.";
      final "Released. It lies in ../releases."]]`,
  },
  play: async (stage) => {
    await stage.says(prompt);
    const command = await stage.sees('a card that shows the command', ({ text }) =>
      text.startsWith('? Run a command'),
    );
    check(!command.isSilent, 'a card that makes a sound');
    check(buttonsOf(command)[0] === 'Once', 'the safe button first');
    await stage.reads();
    await stage.presses(command, 'Once');
    await stage.turnsInto(command, 'the card with who approved it', isDecided('Ben'));

    const change = await stage.sees('a card that shows the change', ({ text }) =>
      text.startsWith('? Change 1 file'),
    );
    await stage.presses(change, 'Apply');
    await stage.turnsInto(change, 'the card with who applied it', isDecided('Ben'));

    await stage.sees('the answer', ({ text }) => text.startsWith('Released.'));
    const live = await stage.sees('the folded live message', (one) => {
      return isFolded(one) && one.isSilent && one.id > command.id - 2 && one.id !== command.id;
    });
    check(!isLive(live), 'nothing that can still be stopped');
    check(stage.sounds() === 3, 'three sounds: two requests and the answer');
  },
};

const isDecided =
  (word: string) =>
  ({ text, buttons }: { readonly text: string; readonly buttons: readonly unknown[] }): boolean =>
    text.startsWith('✓') && text.includes(word) && buttons.length === 0;
