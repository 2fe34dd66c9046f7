import { isDeepStrictEqual } from 'node:util';
import type { Config } from './config.ts';

// What a connection or a process was made with. All other keys act at once.
const cold: Readonly<Record<string, (config: Config) => unknown>> = {
  'telegram.api_root': ({ telegram }) => telegram.apiRoot,
  'telegram.proxy': ({ telegram }) => telegram.proxy,
  'codex.command': ({ codex }) => codex.command,
  'codex.args': ({ codex }) => codex.args,
  'codex.env': ({ codex }) => codex.env,
  'codex.home': ({ codex }) => codex.home,
  'codex.daemon': ({ codex }) => codex.daemon,
  'codex.endpoint': ({ codex }) => codex.endpoint,
  'codex.token_file': ({ codex }) => codex.tokenFile,
};

/** The keys of an edit that act only after a restart. */
export const waitingKeys = (before: Config, after: Config): readonly string[] =>
  Object.entries(cold).flatMap(([key, of]) =>
    isDeepStrictEqual(of(before), of(after)) ? [] : [key],
  );
