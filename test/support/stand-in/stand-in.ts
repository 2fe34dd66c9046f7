import type { Clock } from '../../../src/base/clock.ts';
import type {
  ClientCalls,
  RequestId,
} from '../../../src/engine/codex/protocol/generated/protocol.ts';
import { memoryTransports } from '../../../src/engine/codex/transport/memory.ts';
import type { Connect, Transport } from '../../../src/engine/codex/transport/transport.ts';
import { PocketdexError } from '../../../src/model/error.ts';
import { createIds } from './ids.ts';
import { handlers, unloadLater } from './methods.ts';
import { Peer, Refusal } from './peer.ts';
import { PendingRequests } from './requests.ts';
import type { ThreadState, World } from './state.ts';

/**
 * What befalls a call: nothing · the connection ends before the server has read it · after it was carried
 * out but before its answer · it is never answered · it is refused.
 */
export type Fault =
  | 'none'
  | 'cut-before'
  | 'cut-after'
  | 'silent'
  | { readonly refuse: string; readonly code?: number };

export interface StandInOptions {
  readonly clock: Clock;
  /** Asked for every call of a client. */
  readonly fault?: (method: string, params: unknown) => Fault;
  /** Whether a client that finds no server starts one, as the bridge does. True unless told. */
  readonly startsItself?: boolean;
}

/** A scripted app-server in memory, kept honest by `test/contract/engine-contract.ts`. */
export interface StandIn {
  readonly connect: Connect;
  /** All threads, for checks from outside; what is on disk and what is in memory. */
  readonly threads: ReadonlyMap<string, ThreadState>;
  readonly isUp: boolean;
  /** SIGKILL: turns read `interrupted`, requests and undelivered steers are lost, the disk stays. */
  kill(): void;
  /** A new process on the same disk. */
  restart(): void;
  /** Every connection breaks; the server and its turns go on. */
  cutConnections(): void;
  /** Errors inside of the stand-in or in a program: a test that ends with one has proved nothing. */
  readonly faults: readonly unknown[];
  /** How many user messages in all histories hold `text`: 1 is right, 0 is lost, 2 is doubled. */
  count(text: string): number;
}

export function createStandIn(options: StandInOptions): StandIn {
  const world = createWorld(options.clock);
  let up = true;

  const kill = (): void => {
    up = false;
    world.life.abort();
    for (const thread of world.threads.values()) die(world, thread);
    const peers = [...world.peers];
    world.peers.clear();
    for (const peer of peers) peer.hangUp();
  };

  const restart = (): void => {
    if (up) kill();
    world.life = new AbortController();
    world.requests = new PendingRequests(world);
    up = true;
  };

  return {
    connect: async (signal) => {
      signal.throwIfAborted();
      if (!up && options.startsItself === false) {
        throw new PocketdexError('ENGINE_UNREACHABLE', 'The stand-in is down.', 'Restart it.');
      }
      if (!up) restart();
      const [ours, theirs] = memoryTransports();
      serve(world, theirs, options.fault ?? (() => 'none'));
      return Promise.resolve(ours);
    },
    threads: world.threads,
    get isUp() {
      return up;
    },
    kill,
    restart,
    cutConnections: () => {
      for (const peer of world.peers) leave(world, peer);
    },
    faults: world.faults,
    count: (text) =>
      [...world.threads.values()]
        .flatMap(({ turns }) => turns.flatMap(({ items }) => items))
        .filter(
          (item) => item.type === 'userMessage' && JSON.stringify(item.content).includes(text),
        ).length,
  };
}

function createWorld(clock: Clock): World {
  const world = {
    clock,
    ids: createIds(clock),
    threads: new Map(),
    peers: new Set(),
    rules: [],
    life: new AbortController(),
    faults: [],
  } as unknown as World;
  world.requests = new PendingRequests(world);
  return world;
}

/** What a killed process leaves of a thread: finished items, on disk. */
function die(world: World, thread: ThreadState): void {
  if (thread.running) {
    thread.running.turn.status = 'interrupted';
    thread.running = undefined;
  }
  thread.flags = [];
  thread.loaded = false;
  thread.keep = undefined;
  thread.subscribers.clear();
  thread.allowed.clear();
  if (!thread.written) world.threads.delete(thread.id);
}

function serve(world: World, transport: Transport, fault: (m: string, p: unknown) => Fault): void {
  const peer = new Peer(transport);
  world.peers.add(peer);
  transport.start({
    message: (message) => hear(world, peer, message as Incoming, fault),
    closed: () => leave(world, peer),
  });
}

function leave(world: World, peer: Peer): void {
  peer.hangUp();
  if (!world.peers.delete(peer)) return;
  for (const thread of world.threads.values()) {
    if (thread.subscribers.delete(peer)) unloadLater(world, thread);
  }
}

interface Incoming {
  readonly id?: RequestId;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

function hear(
  world: World,
  peer: Peer,
  message: Incoming,
  fault: (method: string, params: unknown) => Fault,
): void {
  const { id, method, params } = message;
  if (id === undefined) return; // `initialized`, or anything else that wants no answer
  if (method === undefined) {
    const given =
      message.error === undefined ? { result: message.result } : { error: message.error };
    world.requests.answer(id, given as never);
    return;
  }
  const befalls = fault(method, params);
  if (befalls === 'cut-before') {
    leave(world, peer);
    return;
  }
  const answer = (result: unknown): void => {
    if (befalls === 'cut-after') leave(world, peer);
    else if (befalls !== 'silent') peer.send({ id, result });
  };
  try {
    if (typeof befalls === 'object') throw new Refusal(befalls.refuse, befalls.code);
    if (method !== 'initialize' && !peer.initialized) throw new Refusal('Not initialized');
    const handle = handlers[method as keyof ClientCalls] as Handle | undefined;
    if (!handle) throw new Refusal(`Invalid request: unknown variant \`${method}\``);
    handle(params ?? {}, peer, world, answer);
  } catch (error) {
    if (error instanceof Refusal) {
      peer.send({ error: { code: error.code, message: error.message }, id });
    } else world.faults.push(error);
  }
}

type Handle = (
  params: unknown,
  peer: Peer,
  world: World,
  answer: (result: unknown) => void,
) => void;
