import { reading } from '../report/reading.ts';
import { bindTopics, type Talk } from '../rig/bind.ts';
import { pause } from '../rig/quiet.ts';
import { openWorld, type World } from '../rig/world.ts';
import type { Figure } from './figure.ts';

const topics = 200;
const chats = 50;
/** Messages come in over so long; each turn lasts longer, so that all run at once. */
const arrivalMs = 20_000;
const turnMs = 40_000;

/** Two hundred turns at once. */
export const many: Figure = {
  numbers: [16],
  async run() {
    await using world = await openWorld(chats);
    await world.start();
    const talks = await bindTopics(world, topics);
    const delays = await allAtOnce(world, talks);
    const counts = talks.map((_, index) => world.model.count(`many${index}x`));
    const lost = counts.filter((count) => count !== 1).length;
    return [
      reading(
        {
          ...{ figure: 16, name: 'update → `turn/start`, 200 turns at once', unit: 'ms' },
          bars: [{ of: 'p99', limit: 50 }],
          note: `${topics} topics in ${chats} private chats; the messages come within ${arrivalMs / 1000} s, the turns run ${turnMs / 1000} s`,
        },
        delays,
      ),
      reading(
        {
          ...{ figure: 16, name: 'prompts lost or doubled', unit: '' },
          bars: [{ of: 'max', limit: 0 }],
        },
        [lost],
      ),
    ];
  },
};

async function allAtOnce(world: World, talks: readonly Talk[]): Promise<readonly number[]> {
  const { moments } = world;
  moments.forget();
  for (const [index, { says }] of talks.entries()) {
    says(`many${index}x [[sim: wait ${turnMs}; final "end${index}x"]]`);
    await pause(arrivalMs / talks.length);
  }
  const delays: number[] = [];
  for (const index of talks.keys()) {
    const mark = `many${index}x`;
    const start = await moments.until({ place: 'to-engine', name: 'turn/start', text: mark });
    const update = await moments.until({ place: 'updates', text: mark });
    delays.push(start.at - update.at);
  }
  for (const index of talks.keys()) {
    await moments.until({ place: 'answered', name: 'sendMessage', text: `end${index}x` }, 120_000);
  }
  return delays;
}
