import type { Clock } from '../../../base/clock.ts';
import { PocketdexError } from '../../../model/error.ts';
import { type Connection, openConnection } from '../connection/connection.ts';
import { ConnectionLost } from '../connection/errors.ts';
import { type ClientName, handshake, type ServerInfo } from '../connection/handshake.ts';
import { keepAlive, type LivenessOptions } from '../connection/liveness.ts';
import type { ServerNotification, ServerRequest } from '../protocol/generated/protocol.ts';
import type { Connect } from '../transport/transport.ts';

export interface LinkOptions {
  readonly connect: Connect;
  readonly clock: Clock;
  readonly client: ClientName;
  readonly liveness: LivenessOptions;
  /** Between 0 and 1, for the jitter. */
  readonly random: () => number;
}

export interface LinkHandlers {
  up(connection: Connection, server: ServerInfo): void;
  /** Of the connection that is up, and of no other. */
  notification(notification: ServerNotification): void;
  request(request: ServerRequest): void;
  /** The connection ended, or one could not be made. */
  down(reason: string): void;
}

// Nothing of the bridge reads these, and some come with every file that changes.
const quiet = ['rawResponseItem/completed', 'rawResponse/completed', 'thread/readState/changed'];
const firstPauseMs = 100;
const longestPauseMs = 10_000;
const handshakeMs = 10_000;

/**
 * Keeps one connection up until aborted: opens, introduces us, checks that it lives, opens again.
 *
 * @throws {PocketdexError} ENGINE_NOT_FOUND, ENGINE_TOO_OLD, before the first connection only
 */
export async function keepLink(
  options: LinkOptions,
  handlers: LinkHandlers,
  signal: AbortSignal,
): Promise<void> {
  const { clock, random } = options;
  let wasUp = false;
  const met: LinkHandlers = {
    ...handlers,
    up(connection, server) {
      wasUp = true;
      handlers.up(connection, server);
    },
  };
  for (let failures = 0; ; failures++) {
    const begun = clock.monotonic();
    const reason = await oneConnection(options, met, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      if (!wasUp && isForAPerson(error)) throw error;
      return reasonOf(error);
    });
    handlers.down(reason);
    if (clock.monotonic() - begun > longestPauseMs) failures = 0;
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
    await clock.sleep(pause * (0.5 + random() / 2), signal);
  }
}

async function oneConnection(
  options: LinkOptions,
  handlers: LinkHandlers,
  signal: AbortSignal,
): Promise<string> {
  const transport = await options.connect(signal);
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  let reason = '';
  const connection = openConnection(transport, {
    notification: handlers.notification,
    request: handlers.request,
    lost: (error) => {
      reason = error.message;
      ended.abort(error);
    },
  });
  try {
    const server = await introduced(connection, options, either);
    handlers.up(connection, server);
    await keepAlive(connection, options.clock, options.liveness, either);
  } catch (error) {
    if (!ended.signal.aborted) throw error;
  } finally {
    connection.close('closed by us');
  }
  return reason;
}

/** A server that takes the connection and then says nothing is as good as none. */
async function introduced(
  connection: Connection,
  { client, clock }: LinkOptions,
  signal: AbortSignal,
): Promise<ServerInfo> {
  const done = new AbortController();
  const late = clock.sleep(handshakeMs, AbortSignal.any([signal, done.signal])).then(
    () => connection.close(`no greeting within ${handshakeMs} ms`),
    () => undefined,
  );
  try {
    return await handshake(connection, client, quiet, signal);
  } finally {
    done.abort();
    await late;
  }
}

/** At the start a Codex that is missing or too old is said and ends us; later it may be just being replaced. */
const isForAPerson = (error: unknown): boolean =>
  error instanceof PocketdexError &&
  (error.code === 'ENGINE_NOT_FOUND' || error.code === 'ENGINE_TOO_OLD');

const reasonOf = (error: unknown): string => {
  if (error instanceof PocketdexError) return `${error.message} ${error.remedy}`;
  if (error instanceof ConnectionLost) return error.message;
  return error instanceof Error ? error.message : String(error);
};
