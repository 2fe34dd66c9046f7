import type { Run } from '../run/run.ts';
import { check } from './check.ts';
import { conclude } from './conclude.ts';
import type { Looker } from './look.ts';
import { scenarios } from './scenarios.ts';
import type { Stage } from './stage.ts';
import type { World } from './world.ts';

/** Plays a story to its end and judges it. */
export async function tell(
  name: string,
  stage: Stage,
  { world, looker }: { readonly world: World; readonly looker: Looker },
): Promise<Omit<Run, 'seed' | 'rig' | 'scenario' | 'blow' | 'fell' | 'ms'>> {
  const scenario = scenarios[name];
  if (!scenario) throw new Error(`There is no story called ${name}.`);
  await scenario.before?.(stage);
  world.arm();
  await scenario.play(stage);
  const unquiet = await conclude(stage, looker);
  const verdict = await check(stage, looker);
  return { ...verdict, wrong: [...unquiet, ...verdict.wrong] };
}
