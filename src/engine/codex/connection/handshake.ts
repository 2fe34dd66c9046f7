import { PocketdexError } from '../../../model/error.ts';
import type { InitializeResponse } from '../protocol/generated/protocol.ts';
import type { Connection } from './connection.ts';

/** The oldest server whose wire was measured. */
export const oldestServer = '0.169.0';

export interface ClientName {
  readonly name: string;
  readonly version: string;
}

export interface ServerInfo {
  /** As `0.169.0`; `unknown` when the server did not tell. */
  readonly version: string;
  readonly codexHome: string;
}

/**
 * Introduces us. `experimentalApi` is asked for because the queue, goals and paged history need it.
 *
 * @param quiet notifications that the server need not send
 * @throws {PocketdexError} `ENGINE_TOO_OLD`
 */
export async function handshake(
  connection: Connection,
  client: ClientName,
  quiet: readonly string[],
  signal: AbortSignal,
): Promise<ServerInfo> {
  const answer = await connection.request(
    'initialize',
    {
      clientInfo: { name: client.name, title: null, version: client.version },
      capabilities: {
        experimentalApi: true,
        requestAttestation: false,
        optOutNotificationMethods: [...quiet],
      },
    },
    signal,
  );
  const version = versionOf(answer);
  if (version !== 'unknown' && isOlder(version, oldestServer)) {
    throw new PocketdexError(
      'ENGINE_TOO_OLD',
      `The Codex server is ${version}; ${oldestServer} or newer is needed.`,
      'Run `npm install -g @openai/codex@latest`, then end the old server: `codex app-server daemon stop`.',
    );
  }
  connection.notify('initialized');
  return { version, codexHome: answer.codexHome };
}

// "pocketdex/0.169.0 (Linux; x86_64) …": the name is the first client's, the number is the server's.
const versionOf = ({ userAgent }: InitializeResponse): string =>
  /\/(\d+\.\d+\.\d+)/.exec(userAgent)?.[1] ?? 'unknown';

export function isOlder(version: string, than: string): boolean {
  const a = version.split('.').map(Number);
  const b = than.split('.').map(Number);
  const at = [0, 1, 2].find((place) => a[place] !== b[place]);
  return at !== undefined && (a[at] ?? 0) < (b[at] ?? 0);
}
