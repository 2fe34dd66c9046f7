import { type Call, createCallLog } from './calls/call-log.ts';
import { type Count, createCount } from './calls/count.ts';
import { type GroupOptions, groupChat, migrate } from './chats/make.ts';
import { type BotStanding, setBotStanding } from './chats/members.ts';
import { createFaultBook, type FaultBook } from './faults/faults.ts';
import { answer } from './http/answer.ts';
import type { Request as Asked } from './http/decode.ts';
import { createFetch } from './http/fetch.ts';
import type { Reply } from './http/reply.ts';
import { createFlood, defaultLimits, type Limits } from './limits/flood.ts';
import { updateMethods } from './methods/updates.ts';
import { type ChatHandle, createPerson, type Person } from './people/person.ts';
import { type ChatRef, chatOf } from './people/refs.ts';
import { createPoller } from './queue/poll.ts';
import type { QueuedUpdate } from './queue/update-queue.ts';
import type { ApiUser } from './records/api.ts';
import { type UntilOptions, until } from './records/bell.ts';
import {
  addPerson,
  createWorld,
  type PersonOptions,
  type WorldOptions,
} from './records/create-world.ts';
import type { PersonRecord } from './records/world.ts';
import { createView, type View } from './view/view.ts';

export interface EmulatorOptions extends WorldOptions {
  /** Changes to the default limits, or `'off'`. */
  readonly limits?: Partial<Limits> | 'off';
  /** How many calls the log keeps at least; all when left out. */
  readonly keptCalls?: number;
}

interface NewGroup extends Omit<GroupOptions, 'owner' | 'members'> {
  readonly owner?: Person;
  readonly members?: readonly Person[];
}

interface BotSettings {
  readonly topicsEnabled?: boolean;
  readonly usersMayCreateTopics?: boolean;
  readonly canReadAllGroupMessages?: boolean;
}

/** What the queue and the connection can be made to do; rules for single calls are in `FaultBook`. */
interface Faults extends FaultBook {
  /** The poll that waits now never ends; the next one, when none waits. */
  stallPoll(): void;
  jumpUpdateIds(to: number): void;
  /** Delivers the last confirmed updates once more. */
  redeliver(count?: number): void;
  /** Puts the pending updates into another order; backwards when left out. */
  reorder(order?: (updates: readonly QueuedUpdate[]) => readonly QueuedUpdate[]): void;
  /** Pauses a chat without telling: the bot's next call there is the first to be refused. */
  ban(chat: ChatRef, seconds: number): void;
}

/** A Bot API server in memory, with people in it. It outlives the bot that it serves. */
export interface Emulator extends View, Disposable {
  readonly token: string;
  readonly bot: Readonly<ApiUser & { username: string }>;
  readonly fetch: typeof globalThis.fetch;
  readonly calls: readonly Call[];
  readonly count: Count;
  readonly faults: Faults;
  /** Updates that are not confirmed. */
  readonly pendingUpdates: number;
  /** Whether a poll waits now. */
  readonly isPolled: boolean;
  handle(request: Asked, signal: AbortSignal): Promise<Reply>;
  person(options: PersonOptions): Person;
  group(options?: NewGroup): ChatHandle;
  forum(options?: NewGroup): ChatHandle;
  /** Somebody adds, promotes or removes the bot. */
  setBot(chat: ChatRef, standing: BotStanding, by: Person, rights?: Record<string, boolean>): void;
  setBotSettings(settings: BotSettings): void;
  migrate(chat: ChatRef, by: Person): ChatHandle;
  /** The group is gone for everybody. */
  deleteGroup(chat: ChatRef): void;
  /** From now on the old token answers 401; without a new one, every token does. */
  revokeToken(next?: string): void;
  /** Waits until `look` returns something; looks again after every call and every act of a person. */
  until<T>(look: () => T | undefined | null | false, options?: UntilOptions): Promise<T>;
  clearCalls(): void;
  /** Seconds for which a chat is still paused, 0 for none. */
  pausedForS(chat: ChatRef): number;
  /** Ends everything that waits. */
  close(): void;
}

export function createEmulator(options: EmulatorOptions): Emulator {
  const { clock } = options;
  const life = new AbortController();
  const world = createWorld(options, life.signal);
  const faultBook = createFaultBook(clock, life.signal, (work) => {
    // A planned outage is dropped when the emulator is closed; nothing else can go wrong in it.
    work.catch(() => {});
  });
  const limits = options.limits === 'off' ? undefined : { ...defaultLimits, ...options.limits };
  const flood = createFlood(clock, limits);
  const log = createCallLog(options.keptCalls ?? Number.POSITIVE_INFINITY);
  const count = createCount();
  const poller = createPoller(clock, world.queue, world.bell.ring);
  const desk = { world, faults: faultBook, flood, log, count, waiting: updateMethods(poller) };
  const records = new Map<Person, PersonRecord>();
  const recordOf = (person: Person): PersonRecord => {
    const record = records.get(person);
    if (!record) throw new Error(`Person ${person.id} belongs to another emulator.`);
    return record;
  };
  const handle = (request: Asked, signal: AbortSignal): Promise<Reply> =>
    answer(desk, request, signal);
  const group = ({ owner, members, ...rest }: NewGroup = {}): ChatHandle => {
    const chat = groupChat(world, {
      ...rest,
      ...(owner && { owner: recordOf(owner) }),
      ...(members && { members: members.map(recordOf) }),
    });
    return { id: chat.api.id };
  };
  const close = (): void => life.abort();

  const faults: Faults = Object.defineProperties(
    {
      stallPoll: () => {
        if (!poller.stall()) faultBook.add({ method: 'getUpdates', fault: { type: 'half-open' } });
      },
      jumpUpdateIds: world.queue.jumpTo,
      redeliver: (last = 1) => world.queue.redeliver(last),
      reorder: (order = (updates) => updates.toReversed()) => world.queue.reorder(order),
      ban: (chat, seconds) => flood.ban(chatOf(world, chat).api.id, seconds),
    } as Faults,
    Object.getOwnPropertyDescriptors(faultBook),
  );

  return {
    ...createView(world),
    get token() {
      return world.bot.token ?? '';
    },
    bot: world.bot.user,
    fetch: createFetch(handle),
    get calls() {
      return log.calls;
    },
    count,
    faults,
    get pendingUpdates() {
      return world.queue.pending.length;
    },
    get isPolled() {
      return poller.isWaiting;
    },
    handle,
    person: (given) => {
      const record = addPerson(world, given);
      const person = createPerson(world, record);
      records.set(person, record);
      return person;
    },
    group,
    forum: (given = {}) => group({ ...given, isForum: true }),
    setBot: (chat, standing, by, rights) =>
      setBotStanding(world, chatOf(world, chat), by.user, standing, rights),
    setBotSettings: (settings) => {
      Object.assign(world.bot, settings);
    },
    migrate: (chat, by) => ({ id: migrate(world, chatOf(world, chat), by.user).api.id }),
    deleteGroup: (chat) => {
      chatOf(world, chat).isDeleted = true;
    },
    revokeToken: (next) => {
      world.bot.token = next;
    },
    until: (look, waiting) => until(world.bell, clock, look, waiting),
    clearCalls: log.clear,
    pausedForS: (chat) => {
      const end = flood.pausedUntil(chatOf(world, chat).api.id);
      return end === undefined ? 0 : Math.ceil((end - clock.monotonic()) / 1000);
    },
    close,
    [Symbol.dispose]: close,
  };
}
