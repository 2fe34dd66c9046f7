import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import { runTogether } from '../base/run-together.ts';
import { createIntake } from '../intake/intake.ts';
import type { Channel } from '../model/call.ts';
import type { Engine } from '../model/engine.ts';
import type { EngineEvent, ThreadSettings } from '../model/engine-event.ts';
import type { ChatId, ThreadId } from '../model/ids.ts';
import type { AccessPolicy, Display } from '../model/settings.ts';
import type { BotIdentity, RawUpdate } from '../model/update.ts';
import { createOutbox, type Outbox } from '../outbox/outbox.ts';
import type { Store } from '../store/open.ts';
import type { Context, WorkSettings } from '../work/context.ts';
import type { Directories } from '../work/dispatch/directories.ts';
import { createDispatcher, type Dispatcher } from '../work/dispatch/dispatcher.ts';
import type { TimerKind } from '../work/timers.ts';
import { createWork } from '../work/work.ts';
import { takeEngineEvent } from './engine-events.ts';
import { keepHouse } from './housekeeping.ts';
import { createOutlet } from './outlet.ts';
import { supervise } from './supervise.ts';
import { createTimelines } from './timelines.ts';
import { liveContent } from './turn-views.ts';

/** The private chat of the first owner who has one that may be used; its id is the person's. */
const ownerChatOf = ({ owners, chats }: AccessPolicy): ChatId | undefined =>
  [...owners].map((owner) => owner as number as ChatId).find((chat) => chats.has(chat));

type Running = (signal: AbortSignal) => Promise<void>;

/** What the outside gives: two adapters, a store, time, chance, and the settings as they are now. */
export interface PipelineDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly bot: BotIdentity;
  readonly channel: Channel;
  /** Polls; `commit` is synchronous and durable. */
  readonly receive: (
    commit: (updates: readonly RawUpdate[]) => void,
    signal: AbortSignal,
  ) => Promise<void>;
  readonly openEngine: (
    onEvent: (event: EngineEvent) => void,
  ) => Engine & { readonly run: Running };
  readonly instance: string;
  readonly policy: () => AccessPolicy;
  readonly display: () => Display;
  readonly settings: () => WorkSettings;
  readonly directories: Directories;
  readonly version: string;
}

export interface Pipeline {
  readonly run: Running;
  readonly outbox: Outbox;
  readonly engine: Engine;
  readonly restarts: ReadonlyMap<string, number>;
}

/** The only place where the stages meet: Telegram → inbox → intake → work → engine, and back through the outbox. */
export function createPipeline(deps: PipelineDeps): Pipeline {
  const { store, clock, random, log, instance } = deps;
  const timelines = createTimelines();
  const settings = new Map<ThreadId, ThreadSettings>();
  const threadSettings = (thread: ThreadId): ThreadSettings | undefined => settings.get(thread);
  const views = { store, clock, timelines, display: deps.display, threadSettings };

  const outbox = createOutbox({
    ...{ store, clock, channel: deps.channel, random: random.fraction },
    log: (event, facts) => log.info(event, facts),
    view: { live: liveContent(views) },
    onTokenRejected: () =>
      log.error('Telegram refused the token: nothing is sent until a new one.'),
    onPaused: (topic, until) => work.paused(topic, until),
    onDead: () => work.setAside('messages'),
    onReplaced: (topic) => work.topicReplaced(topic),
  });
  const out = createOutlet({
    ...views,
    outbox,
    dispatcher: (): Dispatcher => dispatcher,
    timerSet: () => intake.wake(),
  });
  const ctx: Context = {
    ...{ store, clock, random, instance, out, threadSettings },
    bridge: deps.version,
    settings: deps.settings,
    turn: timelines.turn,
    health: () => engine.health(),
    ownerChat: () => ownerChatOf(deps.policy()),
  };
  const work = createWork(ctx);
  const takeEvent = takeEngineEvent({ store, instance, work, outbox, timelines, settings });
  const engine = deps.openEngine((event) => {
    if (event.type === 'connected' || event.type === 'disconnected') dispatcher.reset();
    takeEvent(event);
  });
  const dispatcher = createDispatcher({
    ...{ ctx, store, work, engine, clock, directories: deps.directories },
    onThread: (thread) => void settings.set(thread.id, thread.settings),
  });
  const intake = createIntake({
    ...{ store, clock, policy: deps.policy, bot: deps.bot },
    accept: work.accept,
    acceptTimer: (kind, key) => work.timer(kind as TimerKind, key),
    onDead: (entry) => {
      log.error('An update was set aside after several tries.', { ...entry });
      work.setAside('updates');
    },
  });

  const restarts = new Map<string, number>();
  const onRestart = (name: string): void => void restarts.set(name, (restarts.get(name) ?? 0) + 1);
  const stage =
    (name: string, run: Running): Running =>
    (signal) =>
      supervise({ name, run }, { clock, log, onRestart }, signal);

  return {
    outbox,
    engine,
    restarts,
    run: (signal) =>
      runTogether(
        signal,
        stage('receive', (stop) => deps.receive(intake.commit, stop)),
        stage('intake', intake.run),
        stage('engine', engine.run),
        stage('dispatch', dispatcher.run),
        stage('outbox', outbox.run),
        stage('housekeeping', (stop) => keepHouse(store, clock, stop)),
      ),
  };
}
