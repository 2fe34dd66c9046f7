import { systemClock } from '../../../base/clock.ts';
import { type Chapter, isFolded, isLive } from '../chapter.ts';
import { check } from '../check.ts';

const prompt = 'check every page';
const answer = 'All pages hold.';
const settledMs = 600;

export const kill: Chapter = {
  title: 'The bridge is killed in the middle of a turn',
  who: 'ann',
  programs: {
    [prompt]: `[[sim: say "I go through the pages one by one."; wait 4500; say "The second half is left."; run "ls src"; wait 2200; final "${answer}"]]`,
  },
  play: async (stage) => {
    const { bridge, emulator, model } = stage.world;
    const { chat } = stage.phone;
    await stage.says(prompt);
    const live = await stage.sees('a live message', (one) => {
      return isLive(one) && one.text.includes('one by one');
    });
    // A kill that falls on the very sending of a message may orphan it: nobody can know of it then.
    await systemClock.sleep(settledMs, stage.signal);
    const pid = bridge.pid ?? 0;
    await bridge.kill();
    stage.act(`kill -9 ${pid}: the bridge is gone, Codex works on`);
    const readyMs = await bridge.start(stage.signal);
    stage.act(`the bridge is back after ${Math.round(readyMs)} ms`);
    await stage.turnsInto(live, 'the same live message going on', (one) => {
      return isLive(one) && one.text.includes('second half');
    });
    const final = await stage.sees('the answer', ({ text }) => text === answer);
    check(!final.isSilent, 'an answer that makes a sound');
    await stage.turnsInto(live, 'the same live message folded', isFolded);
    check(emulator.copies(answer, chat) === 1, 'the answer once');
    check(model.count(prompt) === 1, 'the prompt told to the model once');
    stage.measured(`the same message (number ${live.id}) before and after; one answer`);
  },
};
