import type { LogLevel } from '../base/log.ts';
import type { PersonId } from '../model/ids.ts';
import type { AccessPolicy, Detail, Display, Project } from '../model/settings.ts';

/** What threads are begun with; undefined leaves it to Codex. */
export interface ThreadDefaults {
  readonly model: string | undefined;
  readonly effort: string | undefined;
  readonly approvalPolicy: string | undefined;
  readonly sandbox: string | undefined;
}

export interface ConfiguredProject extends Project {
  readonly notes: string | undefined;
  /** What is shown otherwise than elsewhere. */
  readonly display: Readonly<
    Partial<Record<'commentary' | 'thinking' | 'tools' | 'commands', Detail>>
  >;
}

/** The whole configuration, checked. Paths are absolute, times in milliseconds (0: never), sizes in bytes. */
export interface Config {
  readonly telegram: {
    /** A secret. */
    readonly botToken: string;
    /** Without a slash at its end. */
    readonly apiRoot: string;
    /** May hold a secret. */
    readonly proxy: string | undefined;
    readonly uploadFinalAnswerFiles: boolean;
    readonly uploadDirs: readonly string[];
    readonly language: string | undefined;
  };
  readonly access: AccessPolicy;
  readonly pairing: 'open' | 'closed';
  readonly codex: ThreadDefaults & {
    /** A name to look up in `PATH`, or an absolute path. */
    readonly command: string;
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    readonly home: string;
    readonly daemon: 'shared' | 'private';
    readonly endpoint: string | undefined;
    readonly tokenFile: string | undefined;
    /** Undefined: in our state directory. */
    readonly accountsDir: string | undefined;
    readonly rotateAccounts: boolean;
  };
  readonly projects: readonly ConfiguredProject[];
  readonly roots: readonly { readonly name: string; readonly path: string }[];
  readonly directories: {
    /** Holds `{date}` and `{title}`. */
    readonly projectless: string;
    readonly showHidden: boolean;
  };
  readonly topics: {
    readonly close: 'keep' | 'archive' | 'kill';
    readonly stateIcons: boolean;
    readonly rename: 'follow' | 'never';
  };
  readonly display: Display;
  readonly repostMs: number;
  readonly queue: { readonly askOver: number };
  readonly requests: { readonly remindMs: number; readonly escalateTo: PersonId | undefined };
  readonly files: { readonly keepMs: number; readonly maxDownloadBytes: number };
  readonly voice: {
    /** A secret. */
    readonly apiKey: string | undefined;
    readonly baseUrl: string;
    readonly model: string | undefined;
    readonly command: string | undefined;
    readonly confirm: boolean;
  };
  readonly updates: {
    readonly check: boolean;
    readonly auto: boolean;
    readonly intervalMs: number;
    readonly requireIdle: boolean;
    readonly retryMs: number;
    readonly codexCheck: boolean;
    readonly codexAuto: boolean;
    readonly npm: readonly string[];
  };
  readonly log: { readonly level: LogLevel; readonly lines: number };
}

/** Values that no text of ours may show. */
export const secretsOf = (config: Config): readonly string[] =>
  [config.telegram.botToken, config.voice.apiKey, ...inProxy(config.telegram.proxy)].filter(
    (secret) => secret !== undefined,
  );

/** A password within an address, as it is written there and as it is meant. */
function inProxy(proxy: string | undefined): readonly string[] {
  const written = proxy === undefined ? '' : new URL(proxy).password;
  if (written.length < shortestPassword) return [];
  try {
    return [written, decodeURIComponent(written)];
  } catch {
    // A lone percent sign is no escape: it stands for itself.
    return [written];
  }
}

// A shorter one may be an ordinary word, which everything that holds it would lose.
const shortestPassword = 6;
