import type { ClientCalls } from '../../../src/engine/codex/protocol/generated/protocol.ts';
import { tellAll, tellStatus } from './news.ts';
import { pageOf } from './pages.ts';
import { type Peer, Refusal } from './peer.ts';
import type { ThreadState, World } from './state.ts';
import { endTurn, playTurn } from './turn-player.ts';
import { wireSession, wireThread, wireTurn } from './wire.ts';

type Handlers = {
  readonly [M in keyof ClientCalls]?: (
    params: ClientCalls[M]['params'],
    peer: Peer,
    world: World,
    /** Sends the answer now; what is told after it then comes after it. */
    answer: (result: ClientCalls[M]['result']) => void,
  ) => void;
};

const unloadsAfterMs = 60_000;

export const handlers: Handlers = {
  initialize(params, peer, _world, answer) {
    if (peer.initialized) throw new Refusal('Already initialized');
    peer.optOut(params.capabilities?.optOutNotificationMethods ?? []);
    peer.initialized = true;
    answer({
      userAgent: `${params.clientInfo.name}/0.169.0 (stand-in)`,
      codexHome: '/sim',
      platformFamily: 'unix',
      platformOs: 'linux',
    });
  },

  'thread/loaded/list'(_params, _peer, world, answer) {
    const loaded = [...world.threads.values()].filter((thread) => thread.loaded);
    answer({ data: loaded.map(({ id }) => id), nextCursor: null });
  },

  'thread/start'(params, peer, world, answer) {
    const now = world.clock.now();
    const thread: ThreadState = {
      id: world.ids.uuid(),
      cwd: params.cwd ?? '/sim/project',
      ephemeral: params.ephemeral ?? false,
      createdAtMs: now,
      updatedAtMs: now,
      name: null,
      preview: '',
      model: params.model ?? 'gpt-5.5',
      effort: null,
      approvalPolicy: params.approvalPolicy ?? 'on-request',
      archived: false,
      turns: [],
      written: false,
      loaded: true,
      flags: [],
      running: undefined,
      subscribers: new Set([peer]),
      allowed: new Set(),
      keep: undefined,
    };
    world.threads.set(thread.id, thread);
    answer(wireSession(thread));
    tellAll(world, 'thread/started', { thread: wireThread(thread) });
  },

  'thread/resume'(params, peer, world, answer) {
    const thread = world.threads.get(params.threadId);
    if (!thread?.written) throw new Refusal(`no rollout found for thread id ${params.threadId}`);
    const wasLoaded = thread.loaded;
    thread.loaded = true;
    subscribe(thread, peer);
    if (!wasLoaded) tellStatus(world, thread);
    const page = params.initialTurnsPage;
    answer({ ...wireSession(thread), initialTurnsPage: page ? pageOf(thread, page) : null });
    world.requests.repeat(thread, peer);
  },

  'thread/unsubscribe'({ threadId }, peer, world, answer) {
    const thread = loaded(world, threadId);
    thread.subscribers.delete(peer);
    answer({ status: 'unsubscribed' });
    unloadLater(world, thread);
  },

  'thread/turns/list'(params, _peer, world, answer) {
    answer(pageOf(known(world, params.threadId), params));
  },

  'thread/list'(params, _peer, world, answer) {
    const threads = [...world.threads.values()]
      .filter((thread) => thread.written && thread.archived === (params.archived ?? false))
      .sort((a, b) => b.updatedAtMs - a.updatedAtMs)
      .slice(0, params.limit ?? 25);
    answer({
      data: threads.map(wireThread),
      readStates: null,
      nextCursor: null,
      backwardsCursor: null,
    });
  },

  'thread/read'({ threadId }, _peer, world, answer) {
    answer({ thread: wireThread(known(world, threadId)), readState: null });
  },

  'thread/name/set'({ threadId, name }, _peer, world, answer) {
    const thread = known(world, threadId);
    thread.name = name;
    thread.written = true;
    answer({});
    tellAll(world, 'thread/name/updated', { threadId, threadName: name });
  },

  'turn/start'(params, _peer, world, answer) {
    const thread = loaded(world, params.threadId);
    const prompt = { input: params.input, clientId: params.clientUserMessageId ?? null };
    // A busy thread steers without a word: the answer names the running turn.
    if (thread.running) thread.running.steers.push(prompt);
    else begin(world, thread, prompt);
    const turn = thread.running?.turn;
    if (turn) answer({ turn: { ...wireTurn(turn, 'notLoaded'), startedAt: null } });
  },

  'turn/steer'(params, _peer, world, answer) {
    const thread = loaded(world, params.threadId);
    const running = thread.running;
    if (!running) throw new Refusal('no active turn to steer');
    mustBe(running.turn.id, params.expectedTurnId);
    running.steers.push({ input: params.input, clientId: params.clientUserMessageId ?? null });
    answer({ turnId: running.turn.id });
  },

  'turn/interrupt'(params, _peer, world, answer) {
    const thread = loaded(world, params.threadId);
    const running = thread.running;
    // Measured on 0.169.0: within about 4 ms of the answer of turn/start, and the turn then goes on.
    if (!running?.begun) throw new Refusal('no active turn to interrupt');
    mustBe(running.turn.id, params.turnId);
    running.stop.abort();
    answer({});
    endTurn(world, thread, 'interrupted', null);
  },
};

function begin(world: World, thread: ThreadState, prompt: Parameters<typeof playTurn>[3]): void {
  const now = world.clock.now();
  thread.running = {
    turn: {
      id: world.ids.uuid(),
      status: 'inProgress',
      error: null,
      items: [],
      startedAtMs: now,
      completedAtMs: null,
    },
    begun: false,
    stop: new AbortController(),
    steers: [],
  };
  thread.updatedAtMs = now;
  const { running } = thread;
  // Measured on 0.169.0: a kill right after the answer leaves the turn, interrupted, without its message.
  thread.written = !thread.ephemeral;
  thread.turns.push(running.turn);
  playTurn(world, thread, running, prompt)
    .then(() => unloadLater(world, thread))
    .catch((error: unknown) => world.faults.push(error));
}

function subscribe(thread: ThreadState, peer: Peer): void {
  thread.keep?.abort();
  thread.keep = undefined;
  thread.subscribers.add(peer);
}

/** An idle thread without subscribers stays loaded for a minute. */
export function unloadLater(world: World, thread: ThreadState): void {
  if (!thread.loaded || thread.running || thread.subscribers.size > 0 || thread.keep) return;
  const keep = new AbortController();
  thread.keep = keep;
  world.clock
    .sleep(unloadsAfterMs, AbortSignal.any([keep.signal, world.life.signal]))
    .then(() => {
      thread.loaded = false;
      thread.keep = undefined;
      tellAll(world, 'thread/closed', { threadId: thread.id });
    })
    .catch(() => undefined);
}

function mustBe(found: string, expected: string): void {
  if (found === expected) return;
  throw new Refusal(`expected active turn id \`${expected}\` but found \`${found}\``);
}

function known(world: World, threadId: string): ThreadState {
  const thread = world.threads.get(threadId);
  if (!thread) throw new Refusal(`thread not found: ${threadId}`);
  return thread;
}

function loaded(world: World, threadId: string): ThreadState {
  const thread = known(world, threadId);
  if (!thread.loaded) throw new Refusal(`thread not found: ${threadId}`);
  return thread;
}
