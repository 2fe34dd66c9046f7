import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../../src/base/log.ts';
import { createSeededRandom, type Random } from '../../../src/base/random.ts';
import { createSimClock, type SimClock } from '../../../src/base/sim-clock.ts';
import { createEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import type { Project } from '../../../src/model/settings.ts';
import type { Store } from '../../../src/store/open.ts';
import { createStandIn, type StandIn } from '../stand-in/stand-in.ts';
import { runRigBridge } from './bridge.ts';
import { createLife, type Fate, type Life, type Point } from './life.ts';

export interface SimOptions {
  readonly seed: number;
  readonly projects: readonly Project[];
  readonly people: readonly number[];
  /** Read at each start of the bridge. */
  readonly chats: () => readonly number[];
  /** Asked at every step of the bridge that others can see. */
  readonly at?: (point: Point) => Fate;
  /** Takes one of the bridge's stores in hand before it is used, for mutants. */
  readonly withStore?: (store: Store) => void;
  readonly trace?: (line: string) => void;
  /**
   * How long a call takes to arrive, and its answer to come back; at most this many milliseconds each. Both
   * together stay below the emulator's grace, within which a call cannot know of a refusal.
   */
  readonly latencyMs?: number;
}

/** The whole bridge, its Telegram and its engine on one simulated clock in this process. */
export interface Sim extends Disposable {
  readonly clock: SimClock;
  readonly emulator: Emulator;
  readonly engine: StandIn;
  readonly random: Random;
  readonly storePath: string;
  readonly isUp: boolean;
  /** What a stage of the bridge failed with, and bridges that ended by themselves. */
  readonly failures: readonly string[];
  start(): void;
  /** As SIGKILL; it stays down until started. */
  kill(): void;
  /** The present bridge's store, for what is known only there. */
  readonly store: Store | undefined;
  /** True once the condition holds, false when it did not within that simulated time. */
  until(condition: () => boolean, maxMs: number): Promise<boolean>;
  /** Lets time pass until the promise settles. */
  settled<T>(work: Promise<T>): Promise<T>;
}

export function createSim(options: SimOptions): Sim {
  const clock = createSimClock();
  const random = createSeededRandom(options.seed);
  const emulator = createEmulator({ clock });
  const engine = createStandIn({ clock });
  const directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'pdx-sim-'));
  const storePath = join(directory, 'state.db');
  const failures: string[] = [];
  let life: Life | undefined;
  let store: Store | undefined;
  const latency = options.latencyMs ?? 24;

  const slowly: typeof globalThis.fetch = async (input, init) => {
    await clock.sleep(random.fraction() * latency);
    const answer = await emulator.fetch(input, init);
    await clock.sleep(random.fraction() * latency);
    return answer;
  };

  const start = (): void => {
    const now = createLife({
      ...{ clock, fetch: slowly, connect: engine.connect },
      at: (point) => options.at?.(point) ?? 'go',
    });
    life = now;
    options.trace?.('start');
    runRigBridge(
      {
        ...{ storePath, random, clock: now.clock, fetch: now.fetch, connect: now.connect },
        ...{ token: emulator.token, apiRoot: 'http://emulator', onCommit: now.onCommit },
        ...{ people: options.people, chats: options.chats(), projects: options.projects },
        projectless: '/sim/{date}/{title}',
        directories: { exists: async () => true, make: async () => undefined },
        log: logOf(now, failures, options.trace),
        onStore: (opened) => {
          store = opened;
          now.holds(opened);
          options.withStore?.(opened);
        },
      },
      // A killed process is told nothing: nobody ever aborts this.
      new AbortController().signal,
    ).then(
      () => failures.push('the bridge ended by itself'),
      (error: unknown) => failures.push(`the bridge ended: ${String(error)}`),
    );
  };

  return {
    ...{ clock, emulator, engine, random, storePath, failures, start },
    get isUp() {
      return life?.isDead === false;
    },
    get store() {
      return store;
    },
    kill: () => life?.kill(),
    until: async (condition, maxMs) => {
      const last = clock.monotonic() + maxMs;
      try {
        await clock.runUntil(condition, { maxMs });
        return true;
      } catch {
        await clock.advance(last - clock.monotonic());
        return condition();
      }
    },
    settled: async (work) => clock.runUntil(work),
    [Symbol.dispose]: () => {
      life?.kill();
      emulator.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function logOf(life: Life, failures: string[], trace?: (line: string) => void): Log {
  const say = (level: string, message: string, fields: object = {}): void => {
    if (life.isDead) return;
    const line = `${level} ${message} ${JSON.stringify(fields, plainly)}`;
    if (level === 'error') failures.push(line);
    trace?.(line);
  };
  return {
    debug: () => undefined,
    info: (message, fields) => say('info', message, fields),
    warn: (message, fields) => say('warn', message, fields),
    error: (message, fields) => say('error', message, fields),
  };
}

const plainly = (_key: string, value: unknown): unknown =>
  value instanceof Error ? (value.stack ?? value.message) : value;
