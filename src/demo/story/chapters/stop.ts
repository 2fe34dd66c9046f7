import { type Chapter, hasStop, isLive } from '../chapter.ts';
import { check } from '../check.ts';

export const benchmark = 'run the long benchmark';

export const stop: Chapter = {
  title: '/stop',
  who: 'ben',
  programs: {
    [benchmark]: '[[sim: run "sleep 60"; final "The benchmark is over."]]',
  },
  play: async (stage) => {
    await stage.says(benchmark);
    const live = await stage.sees('a live message with the command', (one) => {
      return isLive(one) && one.text.includes('sleep 60');
    });
    const said = await stage.says('/stop');
    const stopped = await stage.sees('a word that it stopped', ({ text }) =>
      text.startsWith('■ Stopped'),
    );
    stage.measured(`stopped and told after ${stopped.at - said.at} ms`);
    const over = await stage.turnsInto(live, 'the live message stopped', ({ text }) =>
      text.startsWith('■'),
    );
    check(!hasStop(over), 'nothing left to stop');
  },
};
