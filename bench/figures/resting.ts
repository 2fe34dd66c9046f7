import { reading } from '../report/reading.ts';
import { bindTopics } from '../rig/bind.ts';
import { prepareTopics } from '../rig/prepare.ts';
import { cpuMsOf, memoryOf } from '../rig/process-cost.ts';
import { pause, quiet } from '../rig/quiet.ts';
import { openWorld } from '../rig/world.ts';
import type { Figure } from './figure.ts';

const bound = 100;
const subscribed = 20;
const turnsEach = 3;
const settleMs = 10_000;
const idleMs = 60_000;

/** What the bridge costs while nobody writes, after some work. */
export const resting: Figure = {
  numbers: [14, 15],
  async run() {
    await using world = await openWorld(subscribed);
    prepareTopics(world, bound - subscribed);
    const bridge = await world.start();
    const { moments } = world;
    const talks = await bindTopics(world, subscribed);
    for (let turn = 0; turn < turnsEach; turn += 1) {
      for (const [index, { says }] of talks.entries()) {
        const mark = `t${turn}-${index}x`;
        says(
          `[[sim: say "Looking."; run "echo hello"; stream 10x5ms chars=2000; final "${mark}"]]`,
        );
        await moments.until({ place: 'call', name: 'sendMessage', text: mark });
        moments.forget();
      }
    }
    await quiet(moments, 3_000);
    await pause(settleMs);
    const { rssMb, anonymousMb } = memoryOf(bridge.pid);
    const before = cpuMsOf(bridge.pid);
    const begun = performance.now();
    await pause(idleMs);
    const share = (100 * (cpuMsOf(bridge.pid) - before)) / (performance.now() - begun);
    const note = `${bound} bound topics, ${subscribed} subscribed, after ${subscribed * (turnsEach + 1)} turns`;
    return [
      reading(
        {
          ...{ figure: 14, name: 'resident memory', unit: 'MB', note },
          bars: [{ of: 'p50', limit: 90 }],
        },
        [rssMb],
      ),
      reading(
        {
          ...{ figure: 14, name: 'anonymous memory', unit: 'MB' },
          bars: [{ of: 'p50', limit: 45 }],
        },
        [anonymousMb],
      ),
      reading(
        {
          ...{ figure: 15, name: 'idle CPU, share of a core', unit: '%' },
          bars: [{ of: 'p50', limit: 0.1 }],
          note: `over ${idleMs / 1000} s`,
        },
        [share],
      ),
    ];
  },
};
