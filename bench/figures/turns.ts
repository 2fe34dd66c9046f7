import { type Reading, reading } from '../report/reading.ts';
import { percentile } from '../report/stats.ts';
import { openBareClient } from '../rig/bare.ts';
import { bindTopics, type Talk } from '../rig/bind.ts';
import { quiet } from '../rig/quiet.ts';
import { openWorld, type World } from '../rig/world.ts';
import type { Figure } from './figure.ts';

// One after another, so that each chat has regained its send budget when its turn comes again.
const chats = 24;
const quietMs = 60;

/** From a message to the engine and back, one short turn at a time, beside a bare client on the same engine. */
export const turns: Figure = {
  numbers: [6, 7, 8],
  async run({ rounds = 150 }) {
    await using world = await openWorld(chats);
    await world.start();
    const talks = await bindTopics(world, chats);
    const end = new AbortController();
    using bare = await openBareClient(world, end.signal);
    const samples: Round[] = [];
    const floor: number[] = [];
    for (let round = -10; round < rounds; round += 1) {
      const talk = talks[(round + talks.length) % talks.length];
      if (!talk) throw new Error('There are no topics.');
      const through = await throughBridge(world, talk, `r${round}x`);
      await quiet(world.moments, quietMs);
      world.moments.forget();
      const { at, ended } = await bare.turn(`b${round}x [[sim: final "ok"]]`);
      const request = await world.moments.until({ place: 'model', text: `b${round}x` });
      await ended;
      await quiet(world.moments, quietMs);
      if (round < 0) continue;
      samples.push(through);
      floor.push(request.at - at);
    }
    return readings(samples, floor);
  },
};

interface Round {
  readonly toEngine: number;
  readonly toChat: number;
  readonly toModel: number;
}

async function throughBridge({ moments }: World, talk: Talk, mark: string): Promise<Round> {
  moments.forget();
  const said = performance.now();
  talk.says(`${mark} [[sim: final "answer ${mark}"]]`);
  const final = await moments.until({ place: 'call', name: 'sendMessage', text: `answer ${mark}` });
  const update = await moments.until({ place: 'updates', text: mark });
  const start = await moments.until({ place: 'to-engine', name: 'turn/start', text: mark });
  const request = await moments.until({ place: 'model', text: mark });
  const completed = await moments.until({ place: 'from-engine', name: 'turn/completed' });
  return {
    toEngine: start.at - update.at,
    toChat: final.at - completed.at,
    toModel: request.at - said,
  };
}

function readings(samples: readonly Round[], floor: readonly number[]): readonly Reading[] {
  const bare = percentile(floor, 0.5);
  const limit = Math.max(1.2 * bare, bare + 7);
  const named = (figure: number, name: string) => ({ figure, name, unit: 'ms' as const });
  return [
    reading(
      {
        ...named(6, 'update → `turn/start` sent'),
        bars: [
          { of: 'p50', limit: 3 },
          { of: 'p99', limit: 15 },
        ],
      },
      samples.map(({ toEngine }) => toEngine),
    ),
    reading(
      { ...named(7, 'last event → final’s call'), bars: [{ of: 'p50', limit: 5 }] },
      samples.map(({ toChat }) => toChat),
    ),
    reading(
      {
        ...named(8, 'message → model’s request'),
        bars: [{ of: 'p50', limit }],
        note: `bar: 1.2 × the bare client’s p50 of the same run (${bare.toFixed(1)} ms), or 7 ms more`,
      },
      samples.map(({ toModel }) => toModel),
    ),
    reading({ ...named(8, 'the same, bare client'), bars: [] }, floor),
  ];
}
