import type { Seen } from '../../src/emulator/view/seen.ts';
import type { Looker } from './look.ts';
import type { Stage } from './stage.ts';

/** What a person presses when asked, the best first; `■ Stop` only when nothing else helps. */
const wanted = [
  'Send them',
  'Once',
  'Apply',
  'New in',
  'Queue it',
  'Apple',
  'Leave it',
  'Keep paused',
];
const mostRounds = 14;

/**
 * Lets the world become quiet, as a person would: whatever still asks is answered, and what hangs is stopped.
 *
 * @returns what went wrong on the way
 */
export async function conclude(stage: Stage, looker: Looker): Promise<readonly string[]> {
  const { world } = stage;
  const pressed = new Set<string>();
  let hasStopped = false;
  const isSimulated = world.rig === 'sim';
  for (let round = 0; round < mostRounds; round++) {
    const quiet = (): boolean => isQuiet(stage, looker);
    const asks = (): boolean => world.isUp && buttonOf(stage, pressed, wanted) !== undefined;
    // Long enough for the last doubtful call to be repeated.
    await world.until(() => quiet() || asks(), isSimulated ? 400_000 : 45_000);
    const asked = buttonOf(stage, pressed, wanted);
    if (!asked && world.isEngineAsking()) return ['the engine asks and nobody can answer'];
    const button = asked ?? (quiet() ? undefined : buttonOf(stage, pressed, ['■ Stop']));
    if (!button) {
      if (await staysQuiet(stage, looker)) return [];
      if (quiet()) continue;
      if (hasStopped) return [`never quiet: ${JSON.stringify(looker.open())}`];
      // A live message of unknown fate is not sent again, so there may be no button: people type.
      hasStopped = true;
      stage.command('/stop');
      continue;
    }
    const answer = await world.settled(stage.ann.presses(button.message, button.label));
    // A press that nobody took in time is gone, and people press again.
    if (answer.type !== 'none') pressed.add(button.id);
    await world.until(() => false, isSimulated ? 3_000 : 500);
  }
  return ['asks without end'];
}

async function staysQuiet(stage: Stage, looker: Looker): Promise<boolean> {
  if (!isQuiet(stage, looker)) return false;
  await stage.world.until(() => !isQuiet(stage, looker), stage.world.rig === 'sim' ? 4_000 : 700);
  return isQuiet(stage, looker);
}

function isQuiet({ world, topic }: Stage, looker: Looker): boolean {
  if (!world.isUp || world.isEngineBusy() || world.emulator.pendingUpdates > 0 || topic === 0)
    return false;
  const open = looker.open();
  if (!open) return false;
  const { inbox, timers, commands, prompts, requests, turns, slots } = open;
  return inbox + timers + commands + prompts.length + requests + turns + slots.length === 0;
}

interface Pressable {
  readonly id: string;
  readonly label: string;
  readonly message: Seen;
}

function buttonOf(
  stage: Stage,
  pressed: ReadonlySet<string>,
  labels: readonly string[],
): Pressable | undefined {
  for (const wish of labels) {
    for (const message of stage.bot()) {
      for (const { text, data } of message.buttons.flat()) {
        const id = `${message.id} ${data}`;
        if (text.startsWith(wish) && !pressed.has(id)) return { id, label: text, message };
      }
    }
  }
  return undefined;
}
