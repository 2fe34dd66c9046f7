import { assemble } from '../../../src/app/assemble.ts';
import type { Pipeline } from '../../../src/app/pipeline.ts';
import type { Clock } from '../../../src/base/clock.ts';
import { type Log, silentLog } from '../../../src/base/log.ts';
import type { Random } from '../../../src/base/random.ts';
import { createTelegramApi } from '../../../src/channel/telegram/api/api.ts';
import type { Fetch } from '../../../src/channel/telegram/api/fetch.ts';
import { identify } from '../../../src/channel/telegram/receive/identify.ts';
import type { ServerPlace } from '../../../src/engine/codex/server/server.ts';
import type { Connect } from '../../../src/engine/codex/transport/transport.ts';
import type { ChatId, PersonId } from '../../../src/model/ids.ts';
import type { AccessPolicy, Project } from '../../../src/model/settings.ts';
import type { OnCommit } from '../../../src/store/database.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import type { Directories } from '../../../src/work/dispatch/directories.ts';

export interface BridgeOptions {
  readonly storePath: string;
  readonly token: string;
  readonly apiRoot: string;
  readonly fetch?: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly connect: Connect;
  readonly place?: ServerPlace['type'];
  readonly people: readonly number[];
  readonly chats: readonly number[];
  readonly projects: readonly Project[];
  readonly projectless: string;
  readonly onCommit?: OnCommit;
  readonly log?: Log;
  readonly askOver?: number;
  /** What differs from `people` all being owners. */
  readonly policy?: Partial<AccessPolicy>;
  readonly directories?: Directories;
  readonly onStore?: (store: Store) => void;
  readonly onPipeline?: (pipeline: Pipeline) => void;
}

/** The bridge as it runs in production but for its process: one store, one pipeline, until aborted. */
export async function runRigBridge(options: BridgeOptions, signal: AbortSignal): Promise<void> {
  const { clock, random, projects, projectless } = options;
  const api = createTelegramApi(options);
  using store = openStore(
    options.storePath,
    options.onCommit ? { onCommit: options.onCommit } : {},
  );
  options.onStore?.(store);
  const bot = await identify(api.polling, clock, () => undefined, signal);
  const pipeline = assemble({
    ...{ store, clock, random, bot, telegram: api, connect: options.connect },
    log: options.log ?? silentLog,
    ...(options.directories && { directories: options.directories }),
    shared: true,
    instance: 'main',
    version: '0.0.0-test',
    policy: () => ({
      chats: new Set(options.chats as ChatId[]),
      owners: new Set(options.people as PersonId[]),
      users: new Set<PersonId>(),
      approvers: new Set<PersonId>(),
      viewers: new Set<PersonId>(),
      groupMembers: 'listed',
      groups: 'mention',
      ...options.policy,
    }),
    display: () => ({
      commentary: 'summary',
      thinking: 'summary',
      tools: 'summary',
      commands: 'summary',
      quietMs: 180_000,
    }),
    settings: () => ({
      ...{ projects, projectless, askOver: options.askOver ?? 20 },
      model: undefined,
      effort: undefined,
      approvalPolicy: undefined,
      sandbox: undefined,
    }),
  });
  options.onPipeline?.(pipeline);
  await pipeline.run(signal);
}

export const project = (name: string, path: string, isDefault = false): Project => ({
  ...{ name, path, isDefault },
  model: undefined,
  effort: undefined,
  approvalPolicy: undefined,
  sandbox: undefined,
});
