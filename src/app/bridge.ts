import { isAbort } from '../base/abort.ts';
import { systemClock } from '../base/clock.ts';
import type { LeveledLog } from '../base/log.ts';
import { systemRandom } from '../base/random.ts';
import { runTogether } from '../base/run-together.ts';
import { createTelegramApi } from '../channel/telegram/api/api.ts';
import { identify } from '../channel/telegram/receive/identify.ts';
import type { ReceiveState } from '../channel/telegram/receive/state.ts';
import { type Config, secretsOf } from '../config/config.ts';
import type { Loaded } from '../config/load.ts';
import type { Places } from '../config/places.ts';
import { watchConfig } from '../config/watch.ts';
import { connectTo, type ServerPlace } from '../engine/codex/server/server.ts';
import type { Connect } from '../engine/codex/transport/transport.ts';
import { openStore, type Store } from '../store/open.ts';
import { assemble } from './assemble.ts';
import { type Health, healthOf } from './health.ts';
import { registerMenus } from './menus.ts';
import type { Pipeline } from './pipeline.ts';
import { createReadiness } from './readiness.ts';
import { workSettingsOf } from './work-settings.ts';

export interface BridgeOptions {
  readonly places: Places;
  readonly loaded: Loaded;
  /** Reads the configuration again, after an edit. */
  readonly load: () => Loaded;
  readonly log: LeveledLog;
  readonly env: NodeJS.ProcessEnv;
  readonly userHome: string;
  readonly version: string;
  /** Once: Telegram is polled and the engine is there. */
  readonly onReady: () => void;
  /** A handle on what runs, for the control socket. */
  readonly onHealth?: (health: () => Health) => void;
  readonly signal: AbortSignal;
}

/**
 * The bridge in the foreground, until the signal ends it. An edit of the configuration acts at once; a new
 * token connects anew.
 *
 * @throws {PocketdexError} what a person has to mend: a refused token, a store in use, no engine
 */
export async function runBridge(options: BridgeOptions): Promise<void> {
  const { places, log, signal } = options;
  using store = openStore(places.store);
  let config = options.loaded.config;
  let restart = new AbortController();
  const onChange = (edited: Config, waiting: readonly string[]): void => {
    const isNewToken = edited.telegram.botToken !== config.telegram.botToken;
    config = edited;
    log.setLevel(edited.log.level);
    log.info('The configuration was read again.', { waitsForRestart: waiting });
    if (isNewToken) restart.abort(new DOMException('there is a new token', 'AbortError'));
    else if (pipeline) registerMenus(store, pipeline.outbox, edited.access);
  };
  let pipeline: Pipeline | undefined;
  const ready = createReadiness(options.onReady);
  const connect = connection(options, config);
  options.onHealth?.(() => healthOf(store, pipeline, options.version));

  const serve = async (stop: AbortSignal): Promise<void> => {
    while (!stop.aborted) {
      restart = new AbortController();
      const either = AbortSignal.any([stop, restart.signal]);
      try {
        await runOnce(
          { ...options, config: () => config, store, connect, ready },
          either,
          (made) => {
            pipeline = made;
          },
        );
      } catch (error) {
        if (stop.aborted || !restart.signal.aborted || !isAbort(error)) throw error;
      }
    }
  };
  const follow = (stop: AbortSignal): Promise<never> =>
    watchConfig(
      options.loaded,
      {
        load: options.load,
        clock: systemClock,
        onChange,
        onRefused: (error) =>
          log.warn('An edit of the configuration was refused; the old one stays.', { error }),
      },
      stop,
    );
  await runTogether(signal, serve, follow);
}

interface RunOptions extends BridgeOptions {
  readonly config: () => Config;
  readonly store: Store;
  readonly connect: Connect;
  readonly ready: ReturnType<typeof createReadiness>;
}

/** With one token, until the signal. */
async function runOnce(
  options: RunOptions,
  signal: AbortSignal,
  onPipeline: (pipeline: Pipeline) => void,
): Promise<void> {
  const { config, store, connect, log, ready, version } = options;
  const { telegram } = config();
  using api = createTelegramApi({
    token: telegram.botToken,
    apiRoot: telegram.apiRoot,
    proxy: telegram.proxy,
    clock: systemClock,
  });
  const told = (state: ReceiveState): void => {
    if (state.type === 'polling') return;
    log.warn('Telegram is not reached as it should be.', { ...state });
  };
  const bot = await identify(api.polling, systemClock, told, signal);
  const pipeline = assemble({
    ...{ store, log, bot, connect, version, telegram: api },
    clock: systemClock,
    random: systemRandom,
    shared: config().codex.daemon === 'shared' && config().codex.endpoint === undefined,
    instance: config().codex.home,
    policy: () => config().access,
    display: () => config().display,
    settings: () => workSettingsOf(config()),
    onReceive: told,
    onEngine: ready.engine,
  });
  onPipeline(pipeline);
  registerMenus(store, pipeline.outbox, config().access);
  const running = pipeline.run(signal);
  ready.polls();
  await running;
}

function connection({ env, places }: BridgeOptions, config: Config): Connect {
  const { codex } = config;
  return connectTo({
    place: placeOf(config),
    codexHome: codex.home,
    command: codex.command,
    args: codex.args,
    logFile: `${places.logDir}/codex.log`,
    env: { ...env, ...codex.env },
    secrets: secretsOf(config),
    clock: systemClock,
  });
}

function placeOf({ codex: { daemon, endpoint, tokenFile } }: Config): ServerPlace {
  if (endpoint !== undefined) return { type: 'address', url: endpoint, tokenFile };
  return { type: daemon };
}
