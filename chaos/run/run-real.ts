import { createSeededRandom, type Random } from '../../src/base/random.ts';
import type { RealEngine } from '../../test/support/rig/real.ts';
import { scenarios } from '../story/scenarios.ts';
import { createStage, openChat } from '../story/stage.ts';
import { tell } from '../story/story.ts';
import { between, pick } from '../story/world.ts';
import type { Blow } from './blow.ts';
import { createRealWorld } from './real-world.ts';
import type { Run } from './run.ts';

const kinds: readonly Blow['type'][] = [
  ...Array<Blow['type']>(13).fill('kill'),
  ...(['engine-kill', 'engine-kill', 'reset', 'reset', 'outage', 'ban', 'redeliver'] as const),
];

function chooseBlow(random: Random): Blow {
  return {
    type: pick(random, kinds),
    at: between(random, 1, 14),
    forMs: between(random, 20, 5_000),
  };
}

/** One story with the bridge as a process, on the real engine. */
export async function runReal(seed: number, engine: RealEngine, only?: string): Promise<Run> {
  const begun = performance.now();
  const random = createSeededRandom(seed * 7919 + 2);
  const name = only ?? pick(random, Object.keys(scenarios));
  const blow = chooseBlow(random);
  const chats: number[] = [];
  const projects = scenarios[name]?.chooses ? ['shop', 'blog'] : ['shop'];
  await using world = await createRealWorld({
    ...{ seed, engine, blow, projects, person: 111, chats },
  });
  const ann = world.emulator.person({ id: 111, firstName: 'Ann' });
  const chat = openChat(world, ann);
  chats.push(...new Set([ann.id, chat.id]));
  await world.start();
  const stage = createStage(world, ann, chat, `r${seed.toString(36)}`);
  const verdict = await tell(name, stage, { world, looker: world.looker });
  return {
    ...{ ...verdict, seed, rig: 'real', scenario: name, fell: world.fell },
    blow: `${blow.type}@${blow.at}/${blow.forMs}`,
    ms: Math.round(performance.now() - begun),
  };
}
