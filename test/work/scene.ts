import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Log } from '../../src/base/log.ts';
import { createSeededRandom } from '../../src/base/random.ts';
import { createSimClock, type SimClock } from '../../src/base/sim-clock.ts';
import { createEmulator, type Emulator } from '../../src/emulator/emulator.ts';
import type { ChatHandle, Person } from '../../src/emulator/people/person.ts';
import type { PressOutcome } from '../../src/emulator/people/presses.ts';
import type { Seen } from '../../src/emulator/view/seen.ts';
import type { AccessPolicy, Project } from '../../src/model/settings.ts';
import type { Store } from '../../src/store/open.ts';
import { project, runRigBridge } from '../support/rig/bridge.ts';
import { createLife, type Life } from '../support/rig/life.ts';
import { createStandIn, type Fault, type StandIn } from '../support/stand-in/stand-in.ts';
import { openWireClient, type WireClient } from '../support/wire-client.ts';
import { createTap, type Tap } from './tap.ts';

export interface SceneOptions {
  readonly projects?: readonly Project[];
  /** Ann's private chat has topics. True unless told. */
  readonly topics?: boolean;
  readonly askOver?: number;
  readonly policy?: Partial<AccessPolicy>;
  /** Directories that are not there. */
  readonly gone?: Set<string>;
  /** Why a directory cannot be made now, as the system's code. */
  readonly unmakable?: () => string | undefined;
  /** Further chats that may be used, made when the scene opens. */
  readonly chats?: (emulator: Emulator, ann: Person) => readonly ChatHandle[];
  /** Errors that the log may hold at the end; no other is allowed. */
  readonly errors?: RegExp;
  /** What befalls the bridge's calls to the engine. */
  readonly fault?: Befalls;
}

type Befalls = (method: string, params: unknown) => Fault | undefined;

/** The whole bridge with one person, Ann, who watches it work; everything on one simulated clock. */
export interface Scene extends Disposable {
  readonly clock: SimClock;
  readonly emulator: Emulator;
  readonly engine: StandIn;
  readonly tap: Tap;
  readonly ann: Person;
  readonly chat: ChatHandle;
  readonly store: Store;
  /** Directories that were made for chats without a project. */
  readonly made: readonly string[];
  /** Lines of the log, with their fields. */
  readonly log: readonly string[];
  start(): void;
  /** As SIGKILL. */
  kill(): void;
  says(text: string, topic?: number): Seen;
  /** What the bot has in the chat now. */
  bot(topic?: number | null): readonly Seen[];
  /** Waits for a message of the bot's that reads so now. */
  sees(text: string | RegExp, withinMs?: number): Promise<Seen>;
  until<T>(look: () => T | undefined | false, withinMs?: number): Promise<T>;
  /** Lets time go by. */
  pass(ms: number): Promise<void>;
  presses(message: Seen, button: string, by?: Person): Promise<string>;
  /** The same message as it is now. */
  now(message: Seen): Seen;
  /** Waits until the message holds these words, or matches. */
  reads(message: Seen, text: string | RegExp, withinMs?: number): Promise<void>;
  /** What a turn was started or steered with, in order. */
  prompts(): readonly string[];
  desktop(): Promise<WireClient>;
  /** From now on this befalls calls to the engine. */
  befalls(fault: Befalls | undefined): void;
}

export const shop = project('shop', '/sim/shop');
export const blog = project('blog', '/sim/blog');

export function openScene(options: SceneOptions = {}): Scene {
  const clock = createSimClock();
  const random = createSeededRandom(7);
  const emulator = createEmulator({ clock });
  const scene = { fault: options.fault };
  const engine = createStandIn({
    clock,
    fault: (method, params) => scene.fault?.(method, params) ?? 'none',
  });
  const tap = createTap(engine.connect);
  const ann = emulator.person({ id: 111, firstName: 'Ann' });
  const chat = ann.privateChat({ topics: options.topics ?? true });
  const others = options.chats?.(emulator, ann) ?? [];
  const directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'pdx-work-'));
  const made: string[] = [];
  const lines: string[] = [];
  let life: Life | undefined;
  let store: Store | undefined;

  const start = (): void => {
    const now = createLife({ clock, fetch: emulator.fetch, connect: tap.connect, at: () => 'go' });
    life = now;
    runRigBridge(
      {
        ...{ storePath: join(directory, 'state.db'), token: emulator.token, random },
        ...{ clock: now.clock, fetch: now.fetch, connect: now.connect, onCommit: now.onCommit },
        ...{ apiRoot: 'http://emulator', people: [ann.id], projectless: '/sim/{date}/{title}' },
        chats: [chat.id, ...others.map(({ id }) => id)],
        projects: options.projects ?? [shop],
        directories: {
          exists: async (path) => !options.gone?.has(path),
          make: async (path) => {
            const code = options.unmakable?.();
            if (code !== undefined) throw Object.assign(new Error(`${code} ${path}`), { code });
            made.push(path);
          },
        },
        ...(options.askOver !== undefined && { askOver: options.askOver }),
        ...(options.policy && { policy: options.policy }),
        log: logTo(lines, now),
        onStore: (opened) => {
          store = opened;
          now.holds(opened);
        },
      },
      new AbortController().signal,
    ).then(
      () => lines.push('error the bridge ended'),
      (error: unknown) => lines.push(`error the bridge ended ${String(error)}`),
    );
  };

  onTestFinished(() => {
    expect(engine.faults).toEqual([]);
    const errors = lines.filter((line) => line.startsWith('error'));
    expect(errors.filter((line) => !options.errors?.test(line))).toEqual([]);
  });
  const bot = (topic?: number | null): readonly Seen[] =>
    emulator.transcript(chat, topic).filter(({ from, service }) => from.isBot && !service);
  const until = async <T>(look: () => T | undefined | false, withinMs = 30_000): Promise<T> => {
    let found: T | undefined | false;
    try {
      await clock.runUntil(
        () => {
          found = look();
          return found !== undefined && found !== false;
        },
        { maxMs: withinMs },
      );
    } catch {
      found = look();
    }
    if (found === undefined || found === false) {
      throw new Error(`It did not come about. ${String(look)}\n${outline(emulator, lines)}`);
    }
    return found;
  };
  const now = (message: Seen): Seen => {
    const found = emulator.message(message);
    if (!found) throw new Error(`Message ${message.id} is gone.`);
    return found;
  };
  const matching = (text: string | RegExp): Seen | undefined =>
    emulator
      .transcript(chat)
      .findLast((one) => one.from.isBot && !one.service && isLike(one.text, text));

  return {
    ...{ clock, emulator, engine, tap, ann, chat, made, start, bot, until },
    log: lines,
    get store() {
      if (!store) throw new Error('The bridge was not started.');
      return store;
    },
    kill: () => life?.kill(),
    says: (text, topic) => ann.says(chat, text, { topic }),
    sees: async (text, withinMs) => {
      const found = await until(() => matching(text), withinMs).catch((error: unknown) => {
        throw new Error(`Nobody saw ${String(text)}: ${String(error)}`);
      });
      return found;
    },
    pass: (ms) => clock.advance(ms),
    presses: async (message, button, by = ann) => {
      const outcome: PressOutcome = await clock.runUntil(by.presses(message, button));
      return outcome.type === 'none' ? '' : outcome.text;
    },
    now,
    reads: async (message, text, withinMs) => {
      await until(() => isLike(now(message).text, text), withinMs).catch((error: unknown) => {
        const { text: found } = now(message);
        throw new Error(`It never read ${String(text)}, but:\n${found}\n${String(error)}`);
      });
    },
    prompts: () =>
      tap.sent
        .filter(({ method }) => method === 'turn/start' || method === 'turn/steer')
        .map(({ params }) => inputText(params)),
    desktop: async () => {
      const transport = await engine.connect(new AbortController().signal);
      return clock.runUntil(openWireClient(transport, new AbortController().signal));
    },
    befalls: (fault) => {
      scene.fault = fault;
    },
    [Symbol.dispose]: () => {
      life?.kill();
      emulator.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const isLike = (found: string, text: string | RegExp): boolean =>
  typeof text === 'string' ? found.includes(text) : text.test(found);

export const inputText = (params: unknown): string =>
  (params as { input: { text: string }[] }).input.map(({ text }) => text).join('');

function logTo(lines: string[], life: Life): Log {
  const write =
    (level: string) =>
    (message: string, fields: object = {}): void => {
      if (!life.isDead) lines.push(`${level} ${message} ${JSON.stringify(fields, plainly)}`);
    };
  return {
    debug: () => undefined,
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
}

const plainly = (_key: string, value: unknown): unknown =>
  value instanceof Error ? (value.stack ?? value.message) : value;

/** The chats as they stand, for a test that fails. */
const outline = (emulator: Emulator, lines: readonly string[] = []): string =>
  [
    ...emulator.calls
      .filter(({ chatId }) => chatId !== undefined)
      .map(({ chatId }) => chatId)
      .filter((id, at, all) => all.indexOf(id) === at)
      .flatMap((id) =>
        emulator.transcript(Number(id)).map(
          (m) =>
            `[${m.topic ?? '-'}] ${m.from.name}${m.isSilent ? '' : ' LOUD'}: ${m.text.slice(0, 300)} ${m.buttons
              .flat()
              .map((b) => `[${b.text}]`)
              .join('')} ${m.service ?? ''}`,
        ),
      ),
    ...lines.filter((line) => !line.startsWith('info')),
  ].join('\n');
