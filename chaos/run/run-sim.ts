import { createSeededRandom, type Random } from '../../src/base/random.ts';
import type { Store } from '../../src/store/open.ts';
import { scenarios } from '../story/scenarios.ts';
import { createStage, openChat } from '../story/stage.ts';
import { tell } from '../story/story.ts';
import { between, pick } from '../story/world.ts';
import type { Blow } from './blow.ts';
import type { Run } from './run.ts';
import { createSimWorld } from './sim-world.ts';

export interface RunOptions {
  readonly withStore?: (store: Store) => void;
  readonly trace?: (line: string) => void;
  /** Only this story. */
  readonly scenario?: string;
}

/** One story on the simulated clock, with one blow (a kill may be followed by a second one). */
export async function runSim(seed: number, options: RunOptions = {}): Promise<Run> {
  const random = createSeededRandom(seed * 7919 + 1);
  const scenario = options.scenario ?? pick(random, Object.keys(scenarios));
  const steps = await stepsOf(scenario);
  return play(seed, scenario, chooseBlow(random, steps), options);
}

const counted = new Map<string, number>();

/** How many steps a story has when nothing befalls it: a blow is aimed at one of them. */
async function stepsOf(scenario: string): Promise<number> {
  const known = counted.get(scenario);
  if (known !== undefined) return known;
  let steps = 0;
  await play(1, scenario, { type: 'none', at: 0, forMs: 0 }, { onSteps: (all) => (steps = all) });
  counted.set(scenario, steps);
  return steps;
}

const kinds: readonly Blow['type'][] = [
  ...Array<Blow['type']>(12).fill('kill'),
  ...([
    'engine-kill',
    'engine-kill',
    'engine-cut',
    'engine-cut',
    'reset',
    'reset',
    'reset',
  ] as const),
  ...(['outage', 'ban', 'redeliver'] as const),
];

function chooseBlow(random: Random, steps: number): Blow {
  const type = pick(random, kinds);
  const at = between(random, 1, Math.ceil(steps * 1.03));
  const isLong = random.fraction() < 0.1;
  const forMs = isLong ? between(random, 30_000, 200_000) : between(random, 20, 9_000);
  const second = type === 'kill' && random.fraction() < 0.25;
  return { type, at, forMs, ...(second && { again: between(random, 1, 90) }) };
}

interface PlayOptions extends RunOptions {
  readonly onSteps?: (steps: number) => void;
}

async function play(seed: number, name: string, blow: Blow, options: PlayOptions): Promise<Run> {
  const begun = performance.now();
  using world = createSimWorld({
    ...{ seed, blow, projects: scenarios[name]?.chooses ? 2 : 1 },
    ...(options.withStore && { withStore: options.withStore }),
    ...(options.trace && { trace: options.trace }),
  });
  const ann = world.emulator.person({ id: 111, firstName: 'Ann' });
  const chat = openChat(world, ann);
  await world.start([ann.id, chat.id]);
  const stage = createStage(world, ann, chat, seed.toString(36));
  const verdict = await tell(name, stage, { world, looker: world.looker });
  options.onSteps?.(world.steps);
  if (options.trace) tellChat(stage.bot(), options.trace);
  return {
    ...{ ...verdict, seed, rig: 'sim', scenario: name, fell: world.fell },
    blow: `${blow.type}@${blow.at}/${blow.forMs}${blow.again ? `+${blow.again}` : ''}`,
    ms: Math.round(performance.now() - begun),
  };
}

function tellChat(
  messages: readonly {
    id: number;
    edits: number;
    text: string;
    buttons: readonly (readonly { text: string }[])[];
  }[],
  trace: (line: string) => void,
): void {
  for (const { id, edits, text, buttons } of messages) {
    const keys = buttons.flat().map((button) => `[${button.text}]`);
    trace(`#${id} (${edits} edits) ${text.slice(0, 200).replaceAll('\n', ' / ')} ${keys.join('')}`);
  }
}
