import { threadOf } from '../../world/thread-of.ts';
import { type Chapter, isFolded } from '../chapter.ts';
import { check } from '../check.ts';
import { benchmark } from './stop.ts';

const prompt = 'how many tests are there?';
const answer = 'One: `test/login.sh`.';

export const desktop: Chapter = {
  title: 'A prompt typed at the desk, in the same thread',
  who: 'ben',
  programs: { [prompt]: `[[sim: run "ls test"; wait 600; final "${answer}"]]` },
  play: async (stage) => {
    const { desk, emulator, model } = stage.world;
    const { chat } = stage.phone;
    const thread = threadOf(model, benchmark);
    check(thread !== undefined, 'a thread that the desk can open');
    stage.act(`at the desk: “${prompt}”`);
    const at = Date.now();
    await desk.types(thread, prompt, stage.signal);
    const mirrored = await stage.sees('the prompt as a quote', ({ text }) => text.includes(prompt));
    check(mirrored.isSilent, 'a quote that makes no sound');
    check(
      mirrored.entities.some(({ type }) => type === 'blockquote'),
      'the prompt set as a quote',
    );
    stage.measured(`mirrored ${mirrored.at - at} ms after Enter`);
    const final = await stage.sees('the answer', ({ text }) => text.startsWith('One: '));
    check(mirrored.id < final.id, 'the prompt above its answer');
    await stage.sees('the folded live message', (one) => {
      return isFolded(one) && one.id > mirrored.id && one.id !== final.id;
    });
    check(emulator.copies(prompt, chat) === 1, 'the prompt once');
    check(stage.sounds() === 1, 'one sound');
  },
};
