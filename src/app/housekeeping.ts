import type { Clock } from '../base/clock.ts';
import type { Store } from '../store/open.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Not while the bridge starts, when everything else is more pressing. */
const firstMs = 600_000;
/** Of each topic, whatever their age: what `/sync` and recovery compare a history with. */
const keptTurns = 50;

/** Each step is a transaction of its own, so that none holds anybody up. The inbox looks after itself. */
const steps: readonly ((store: Store, now: number) => void)[] = [
  ({ commands }, now) => commands.prune(now - 48 * hourMs),
  ({ slots }, now) => slots.prune(now - 14 * dayMs),
  ({ requests }, now) => requests.prune(now - 14 * dayMs),
  ({ cards }, now) => cards.prune(now - 14 * dayMs),
  ({ buttons }, now) => buttons.prune(now - 14 * dayMs),
  ({ prompts }, now) => prompts.prune(now - 90 * dayMs, keptTurns),
  ({ shown }, now) => shown.prune(now - 90 * dayMs, keptTurns),
];

/** Forgets, once an hour, what nobody will ask for any more. */
export async function keepHouse(store: Store, clock: Clock, signal: AbortSignal): Promise<never> {
  await clock.sleep(firstMs, signal);
  for (;;) {
    for (const step of steps) {
      step(store, clock.now());
      await clock.sleep(0, signal);
    }
    await clock.sleep(hourMs, signal);
  }
}
