import { createSeededRandom } from '../../src/base/random.ts';
import { controlSocket } from '../../src/engine/codex/server/server.ts';
import { openUnixSocket } from '../../src/engine/codex/transport/socket.ts';
import { createReal, type Real, type RealEngine } from '../../test/support/rig/real.ts';
import { openWireClient } from '../../test/support/wire-client.ts';
import { type Looker, lookInto } from '../story/look.ts';
import { type PastTurn, type World, wordsOf } from '../story/world.ts';
import type { Blow } from './blow.ts';

export interface RealWorld extends World, AsyncDisposable {
  readonly real: Real;
  readonly looker: Looker;
  readonly fell: readonly string[];
  start(): Promise<void>;
}

export interface RealWorldOptions {
  readonly seed: number;
  readonly engine: RealEngine;
  /** `at` counts the bridge's calls from `arm`; where none comes within `forMs`, it falls by the clock. */
  readonly blow: Blow;
  readonly projects: readonly string[];
  readonly person: number;
  readonly chats: number[];
}

const everyMs = 15;

export async function createRealWorld(options: RealWorldOptions): Promise<RealWorld> {
  const { blow, engine, chats } = options;
  const doubts = new Map<string, number>();
  const fell: string[] = [];
  const real = await createReal({
    ...{ engine, projects: options.projects, people: [options.person], chats: () => chats },
  });
  const looker = lookInto(real.storePath);
  const { emulator } = real;
  let pending: Promise<void> = Promise.resolve();
  let isOver = false;

  const doubt = (): void => {
    for (const name of looker.sending()) doubts.set(name, (doubts.get(name) ?? 0) + 1);
  };
  const sleep = async (ms: number): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    });
  const restart = async (): Promise<void> => {
    await real.kill();
    doubt();
    await sleep(Math.min(blow.forMs, 3_000));
    await real.start();
  };
  const strike = (where: string): void => {
    if (fell.length > 0 || isOver) return;
    fell.push(`${blow.type} at ${where}`);
    switch (blow.type) {
      case 'kill':
        pending = restart();
        return;
      case 'engine-kill':
        engine.kill();
        return;
      case 'outage':
        doubt();
        emulator.faults.outage(Math.min(blow.forMs, 5_000));
        return;
      case 'ban':
        for (const chat of chats) emulator.faults.ban(chat, 1 + (blow.forMs % 4));
        return;
      case 'redeliver':
        emulator.faults.redeliver(3);
        return;
      default:
    }
  };

  const arm = (): void => {
    let calls = 0;
    if (blow.type === 'reset') {
      const when = blow.forMs % 2 === 0 ? 'before' : 'after';
      const isHit = (): boolean => {
        calls += 1;
        if (calls !== blow.at) return false;
        doubt();
        fell.push(`reset ${when} at call ${calls}`);
        return true;
      };
      emulator.faults.add({ where: isHit, fault: { type: 'reset', when } });
      return;
    }
    const isByClock = blow.at % 2 === 0;
    if (isByClock) {
      setTimeout(() => strike('a moment'), blow.forMs % 1_500).unref();
      return;
    }
    // Looks on only: no call is ever hit by this rule.
    const counted = (params: Readonly<Record<string, unknown>>): boolean => {
      calls += 1;
      if (calls === Math.ceil(blow.at / 2))
        strike(`call ${calls} ${String(params['text'] ?? '').slice(0, 30)}`);
      return false;
    };
    emulator.faults.add({
      where: counted,
      times: Number.POSITIVE_INFINITY,
      fault: { type: 'outage' },
    });
  };

  const until = async (condition: () => boolean, maxMs: number): Promise<boolean> => {
    for (const last = Date.now() + maxMs; Date.now() < last; await sleep(everyMs)) {
      if (condition()) return true;
    }
    return condition();
  };

  return {
    rig: 'real',
    ...{ real, looker, emulator, doubts, fell, arm, until },
    random: createSeededRandom(options.seed),
    project: engine.home.project,
    storePath: real.storePath,
    get isUp() {
      return real.isUp;
    },
    settled: async (work) => work,
    connectDesk: async () =>
      openUnixSocket(controlSocket(engine.home.path), AbortSignal.timeout(5_000)),
    isEngineBusy: () => false,
    isEngineAsking: () => false,
    history: async () => historyOf(engine),
    failures: real.failures,
    start: real.start,
    [Symbol.asyncDispose]: async () => {
      isOver = true;
      await pending.catch(() => undefined);
      looker[Symbol.dispose]();
      await real[Symbol.asyncDispose]();
    },
  };
}

async function historyOf({ home }: RealEngine): Promise<readonly PastTurn[]> {
  const signal = AbortSignal.timeout(10_000);
  const client = await openWireClient(
    await openUnixSocket(controlSocket(home.path), signal),
    signal,
  );
  try {
    const { data } = await client.connection.request('thread/list', { limit: 8 }, signal);
    const turns: PastTurn[] = [];
    for (const { id: thread } of data) {
      const page = await client.connection.request(
        'thread/turns/list',
        { threadId: thread, limit: 50, sortDirection: 'asc', itemsView: 'full' },
        signal,
      );
      for (const { id, status, items } of page.data)
        turns.push({ thread, id, status, ...wordsOf(items) });
    }
    return turns;
  } finally {
    client.close();
  }
}
