import { type Chapter, isFolded, isLive } from '../chapter.ts';
import { check } from '../check.ts';

const prompt = 'fix the login redirect, tests first';

export const firstMessage: Chapter = {
  title: 'A message opens a topic; Codex goes to work, and asks',
  who: 'ann',
  programs: {
    [prompt]: String.raw`[[sim:
      say "I look at how the redirect is built.";
      run "sh test/login.sh";
      ask "What should stay in the address?" Query|Query+anchor;
      say "The query string is lost: I keep it and run the tests again.";
      patch update:src/redirect.js "  const { pathname } = new URL(url);\n  return ${'`'}/login?next=${'$'}{pathname}${'`'};" -> "  const { pathname, search } = new URL(url);\n  return ${'`'}/login?next=${'$'}{pathname}${'$'}{search}${'`'};";
      run "sh test/login.sh";
      wait 600;
      final "The login redirect **keeps its query string** now:\n\n${'```'}js\nconst { pathname, search } = new URL(url);\n${'```'}\n\n- the test failed before and holds now\n- nothing else uses ${'`'}redirect()${'`'}"]]`,
  },
  play: async (stage) => {
    const said = await stage.says(prompt);
    const live = await stage.sees('a live message with what Codex says', (one) => {
      return isLive(one) && one.text.includes('I look at how');
    });
    check(live.isSilent, 'a live message that makes no sound');
    const stored = stage.firstCall(said, 'getUpdates');
    const eyes = stage.firstCall(said, 'setMessageReaction');
    stage.measured(
      `stored after ${stored} ms, first sign of life (👀) after ${eyes} ms, live after ${live.at - said.at} ms`,
    );
    const question = await stage.sees('a question with its options', ({ text }) =>
      text.includes('What should stay in the address?'),
    );
    check(!question.isSilent, 'a question that makes a sound');
    await stage.reads();
    await stage.presses(question, 'Query');
    await stage.turnsInto(question, 'the question with its answer', ({ text, buttons }) => {
      return text.startsWith('✓ Query · Ann') && buttons.length === 0;
    });
    const final = await stage.sees('the answer', ({ text }) => text.includes('keeps its query'));
    check(!final.isSilent, 'an answer that makes a sound');
    check(
      final.entities.some(({ type }) => type === 'pre'),
      'an answer with its code set apart',
    );
    stage.measured(`answer ${sinceLastWord(stage.world.model.answeredAt, final.at)}`);
    await stage.turnsInto(live, 'the live message folded to one line over its log', isFolded);
    check(stage.sounds() === 2, 'two sounds: the question and the answer');
    stage.measured('two sounds: the question and the answer');
  },
};

const sinceLastWord = (lastWordAt: number | undefined, at: number): string =>
  `${Math.max(0, at - (lastWordAt ?? at))} ms after the last word`;
