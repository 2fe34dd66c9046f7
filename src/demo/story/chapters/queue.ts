import { buttonsOf, type Chapter, isFolded, isLive } from '../chapter.ts';
import { check } from '../check.ts';

const first = 'write the changelog';
const note = 'mention issue #12';
const next = 'then list the open ends';
const better = 'then list the open ends, newest first';

export const queue: Chapter = {
  title: 'Messages while it works: one steers, one waits',
  who: 'ann',
  programs: {
    [first]: String.raw`[[sim:
      say "I collect what has changed.";
      run "cat CHANGELOG.md";
      wait 5000;
      run "ls src";
      final "**CHANGELOG.md** has a new entry:\n\n> The login keeps its query string (#12).\n\nYour note on the way, “{steer}”, is in it."]]`,
    [better]: String.raw`[[sim: final "1. the session cookie has no ${'`'}SameSite${'`'}\n2. the login page has no test"]]`,
  },
  play: async (stage) => {
    const { model } = stage.world;
    await stage.says(first);
    const live = await stage.sees('a live message', isLive);
    const noted = await stage.says(note);
    const steered = await stage.sees('a card with its place in the queue', (one) => {
      return one.replyTo === noted.id && one.text.includes('Next in the queue');
    });
    check(steered.isSilent, 'a silent card');
    check(
      ['Steer', 'Edit', 'Delete'].every((verb) => buttonsOf(steered).includes(verb)),
      'buttons to steer, edit and delete',
    );
    await stage.presses(steered, 'Steer');
    await stage.turnsInto(steered, 'the card that says where it went', ({ text }) =>
      /^✓ (?:steered|sent)/.test(text),
    );
    const waiting = await stage.says(next);
    const card = await stage.sees('a card with its place in the queue', (one) => {
      return one.replyTo === waiting.id && one.text.includes('in the queue');
    });
    stage.edits(waiting, better);
    await stage.turnsInto(card, 'the card with the new words', ({ text }) =>
      text.includes('newest first'),
    );
    const final = await stage.sees('the answer, which knows of the note', ({ text }) =>
      text.includes(`“${note}”`),
    );
    await stage.turnsInto(card, 'the card that says it was sent', ({ text }) =>
      text.startsWith('✓ sent'),
    );
    const answered = model.requests.at(-1)?.at ?? final.at;
    stage.measured(
      `it went to Codex ${Math.max(0, answered - final.at)} ms after the first answer`,
    );
    await stage.sees('the answer to the edited message', ({ text }) =>
      text.includes('session cookie'),
    );
    await stage.turnsInto(live, 'the live message folded', isFolded);
    check(model.count(note) === 1, 'the note told to the model once');
    check(model.count(better) === 1, 'the edited message told once');
    check(model.count(next) === 1, 'the old words told never');
  },
};
