import { mkdir, stat } from 'node:fs/promises';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { TelegramApi } from '../channel/telegram/api/api.ts';
import { receive } from '../channel/telegram/receive/receive.ts';
import type { ReceiveState } from '../channel/telegram/receive/state.ts';
import { createChannel } from '../channel/telegram/send/channel.ts';
import { codexEngine } from '../engine/codex/adapter/engine.ts';
import type { Connect } from '../engine/codex/transport/transport.ts';
import type { EngineEvent } from '../model/engine-event.ts';
import type { AccessPolicy, Display } from '../model/settings.ts';
import type { BotIdentity } from '../model/update.ts';
import type { Store } from '../store/open.ts';
import type { WorkSettings } from '../work/context.ts';
import type { Directories } from '../work/dispatch/directories.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';

export interface AssembleOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly telegram: TelegramApi;
  readonly bot: BotIdentity;
  readonly connect: Connect;
  /** The server is the user's own, which the terminal joins too. */
  readonly shared: boolean;
  readonly instance: string;
  readonly version: string;
  readonly policy: () => AccessPolicy;
  readonly display: () => Display;
  readonly settings: () => WorkSettings;
  readonly directories?: Directories;
  /** Polls, retries, is refused: for `ready` and for the log. */
  readonly onReceive?: (state: ReceiveState) => void;
  readonly onEngine?: (event: EngineEvent) => void;
}

/** The pipeline on its two adapters, Telegram and the Codex app-server. */
export function assemble(options: AssembleOptions): Pipeline {
  const { clock, random, log, telegram, connect, shared, version } = options;
  return createPipeline({
    ...options,
    directories: options.directories ?? localDirectories,
    channel: createChannel(telegram.sending),
    receive: (commit, signal) =>
      receive(
        {
          ...{ connection: telegram.polling, clock, commit },
          onState: (state) => {
            // Whatever silenced the polls has silenced what rests beside them: the next send would wait for it.
            if (state.type === 'rebuilt') telegram.sending.dropIdle();
            options.onReceive?.(state);
          },
        },
        signal,
      ),
    openEngine: (onEvent) =>
      codexEngine({
        ...{ connect, clock, shared },
        random: random.fraction,
        client: { name: 'pocketdex', version },
        onEvent: (event) => {
          onEvent(event);
          options.onEngine?.(event);
        },
        // Protocol and deprecation notices are for the log, never for a chat.
        onNotice: (method, text) => log.info('Codex gave notice.', { method, text }),
      }),
  });
}

const localDirectories: Directories = {
  exists: async (path) => {
    const found = await stat(path).catch(() => undefined);
    return found?.isDirectory() ?? false;
  },
  make: async (path) => void (await mkdir(path, { recursive: true, mode: 0o700 })),
};
