import type { Store } from '../../src/store/open.ts';
import { project } from '../../test/support/rig/bridge.ts';
import type { Fate, Point } from '../../test/support/rig/life.ts';
import { createSim, type Sim } from '../../test/support/rig/sim.ts';
import { type Looker, lookInto } from '../story/look.ts';
import { type PastTurn, type World, wordsOf } from '../story/world.ts';
import type { Blow } from './blow.ts';

export interface SimWorldOptions {
  readonly seed: number;
  readonly blow: Blow;
  readonly projects: number;
  readonly withStore?: (store: Store) => void;
  readonly trace?: (line: string) => void;
}

export interface SimWorld extends World, Disposable {
  readonly sim: Sim;
  readonly looker: Looker;
  /** Steps that were counted since `arm`. */
  readonly steps: number;
  /** The blow that fell, if it did: where. */
  readonly fell: readonly string[];
  start(chats: readonly number[]): Promise<void>;
}

export function createSimWorld(options: SimWorldOptions): SimWorld {
  const { blow } = options;
  const doubts = new Map<string, number>();
  const fell: string[] = [];
  let steps = 0;
  let isArmed = false;
  let next: number | undefined = blow.type === 'none' ? undefined : blow.at;

  const note = (line: string): void =>
    options.trace?.(`${Math.round(sim.clock.monotonic())} ${line}`);

  const doubt = (): void => {
    for (const name of looker.sending()) doubts.set(name, (doubts.get(name) ?? 0) + 1);
  };
  const strike = ({ place, what }: Point): Fate => {
    next = undefined;
    fell.push(`${blow.type} at ${place} ${what}`);
    note(`!! ${fell.at(-1)}`);
    switch (blow.type) {
      case 'kill':
        // Only then is the file as the dead process leaves it.
        setImmediate(doubt);
        background(async () => {
          await sim.clock.sleep(blow.forMs);
          steps = 0;
          if (fell.length === 1 && blow.again !== undefined) next = blow.again;
          sim.start();
        });
        return 'kill';
      case 'reset':
        doubt();
        return 'reset';
      case 'engine-kill':
        sim.engine.kill();
        return 'go';
      case 'engine-cut':
        sim.engine.cutConnections();
        return 'go';
      case 'outage':
        doubt();
        sim.emulator.faults.outage(blow.forMs);
        return 'go';
      case 'ban':
        for (const chat of chats) sim.emulator.faults.ban(chat, Math.ceil(blow.forMs / 1000));
        return 'go';
      case 'redeliver':
        sim.emulator.faults.redeliver(3);
        return 'go';
      case 'none':
        return 'go';
    }
  };
  const background = (work: () => Promise<void>): void => {
    work().catch((error: unknown) => fell.push(String(error)));
  };
  const at = (point: Point): Fate => {
    if (!isArmed) return 'go';
    steps += 1;
    note(`${steps} ${point.place} ${point.what} ${detailOf(point)}`);
    if (next === undefined || steps < next) return 'go';
    if (blow.type === 'reset' && !point.place.startsWith('call:')) return 'go';
    return strike(point);
  };

  const chats: number[] = [];
  const projects = Array.from({ length: options.projects }, (_, index) =>
    project(`shop${index || ''}`, `/sim/shop${index || ''}`),
  );
  const sim: Sim = createSim({
    ...{ seed: options.seed, projects, people: [111], chats: () => chats, at },
    ...(options.withStore && { withStore: options.withStore }),
    trace: note,
  });
  const looker = lookInto(sim.storePath);

  return {
    rig: 'sim',
    ...{ sim, looker, doubts, fell },
    emulator: sim.emulator,
    random: sim.random,
    project: '/sim/shop',
    storePath: sim.storePath,
    get isUp() {
      return sim.isUp;
    },
    get steps() {
      return steps;
    },
    arm: () => {
      isArmed = true;
    },
    until: sim.until,
    settled: sim.settled,
    connectDesk: async () => sim.engine.connect(new AbortController().signal),
    isEngineBusy: () =>
      [...sim.engine.threads.values()].some(({ running, flags }) => running && flags.length === 0),
    isEngineAsking: () => [...sim.engine.threads.values()].some(({ flags }) => flags.length > 0),
    history: async () => historyOf(sim),
    failures: () => [...sim.failures, ...sim.engine.faults.map(String)],
    start: async (known) => {
      chats.push(...known);
      sim.start();
      await sim.until(() => sim.emulator.isPolled, 10_000);
    },
    [Symbol.dispose]: () => {
      looker[Symbol.dispose]();
      sim[Symbol.dispose]();
    },
  };
}

const historyOf = ({ engine }: Sim): readonly PastTurn[] =>
  [...engine.threads.values()].flatMap(({ id: thread, turns }) =>
    turns.map(({ id, status, items }) => ({ thread, id, status, ...wordsOf(items) })),
  );

function detailOf({ place, detail }: Point): string {
  if (typeof detail === 'string') return detail.slice(0, 260);
  return place === 'engine:send' ? JSON.stringify(detail).slice(0, 260) : '';
}
