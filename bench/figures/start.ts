import { reading } from '../report/reading.ts';
import { prepareTopics } from '../rig/prepare.ts';
import { openWorld } from '../rig/world.ts';
import type { Figure } from './figure.ts';

const topics = 100;

/** From the start of the process to the line `pocketdex ready`, the engine's server running already. */
export const start: Figure = {
  numbers: [13],
  async run({ rounds = 15 }) {
    await using world = await openWorld(5);
    prepareTopics(world, topics);
    const samples: number[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const bridge = await world.start();
      await bridge.stop();
      if (round >= 0) samples.push(bridge.startMs);
    }
    return [
      reading(
        {
          ...{ figure: 13, name: 'start → `pocketdex ready`', unit: 'ms' },
          bars: [{ of: 'p50', limit: 500 }],
          note: `${topics} bound topics`,
        },
        samples,
      ),
    ];
  },
};
