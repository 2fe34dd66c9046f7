import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { PocketdexError } from '../../../model/error.ts';
import { openUnixSocket, openWebSocket } from '../transport/socket.ts';
import { openStdio } from '../transport/stdio.ts';
import type { Connect, Transport } from '../transport/transport.ts';
import { findCodex } from './binary.ts';
import { serverEnvironment } from './environment.ts';
import { type Started, startDetached } from './start.ts';

/** Where the server is: the user's own (found or started), a child of ours, or an address. */
export type ServerPlace =
  | { readonly type: 'shared' }
  | { readonly type: 'private' }
  | {
      readonly type: 'address';
      /** `ws://…` or `wss://…` */
      readonly url: string;
      readonly tokenFile: string | undefined;
    };

export interface ServerOptions {
  readonly place: ServerPlace;
  /** Absolute `CODEX_HOME`. */
  readonly codexHome: string;
  /** `codex`, or an absolute path. */
  readonly command: string;
  /** Given to a server that we start, before our own. */
  readonly args?: readonly string[];
  /** What a server that we start prints is appended here. */
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
  /** Values that may not reach the environment of a server that we start. */
  readonly secrets: readonly string[];
  readonly clock: Clock;
}

export const controlSocket = (codexHome: string): string =>
  join(codexHome, 'app-server-control', 'app-server-control.sock');

const startWithinMs = 15_000;
const pollMs = 25;
// Another program that starts a server in the same moment wins the socket, and ours ends.
const graceAfterExitMs = 1_000;
const dyingTries = 40;

/** The way to the server of these options. Each call opens a connection, and starts what must run. */
export function connectTo(options: ServerOptions): Connect {
  switch (options.place.type) {
    case 'shared':
      return async (signal) => shared(options, signal);
    case 'private':
      return async (signal) => child(options, signal);
    case 'address': {
      const { url, tokenFile } = options.place;
      return async (signal) => remote(url, tokenFile, signal);
    }
  }
}

async function shared(options: ServerOptions, signal: AbortSignal): Promise<Transport> {
  const running = await joinServer(options, signal);
  if (running) return running;
  const started = await startDetached({
    codex: program(options),
    args: options.args ?? [],
    env: serverEnvironment(options.env, options.codexHome, options.secrets),
    cwd: options.codexHome,
    logFile: options.logFile,
  });
  return untilJoined(options, started, signal);
}

/** Undefined when nobody listens there. */
async function joinServer(
  { codexHome, clock }: ServerOptions,
  signal: AbortSignal,
): Promise<Transport | undefined> {
  for (let tries = 0; ; tries++) {
    try {
      return await openUnixSocket(controlSocket(codexHome), signal);
    } catch (error) {
      signal.throwIfAborted();
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined;
      // A server that is just dying takes the connection and drops it.
      if (code !== 'ECONNRESET' || tries === dyingTries) {
        throw unreachableServer(`The Codex control socket does not answer (${code}).`);
      }
    }
    await clock.sleep(pollMs, signal);
  }
}

async function untilJoined(
  options: ServerOptions,
  started: Started,
  signal: AbortSignal,
): Promise<Transport> {
  const { clock } = options;
  const begun = clock.monotonic();
  for (;;) {
    const transport = await joinServer(options, signal);
    if (transport) return transport;
    const waited = clock.monotonic() - begun;
    if (started.exit() !== undefined && waited > graceAfterExitMs) {
      throw unreachableServer(`Codex ended at its start (${started.exit()}).`, options.logFile);
    }
    if (waited > startWithinMs) {
      throw unreachableServer('Codex was started and does not listen.', options.logFile);
    }
    await clock.sleep(pollMs, signal);
  }
}

async function child(options: ServerOptions, signal: AbortSignal): Promise<Transport> {
  const env = serverEnvironment(options.env, options.codexHome, options.secrets);
  const { codexHome: cwd, logFile, args = [] } = options;
  return openStdio({ codex: program(options), args, env, cwd, logFile }, signal);
}

async function remote(
  url: string,
  tokenFile: string | undefined,
  signal: AbortSignal,
): Promise<Transport> {
  const token = tokenFile === undefined ? undefined : readFileSync(tokenFile, 'utf8').trim();
  try {
    return await openWebSocket(url, token, signal);
  } catch (error) {
    signal.throwIfAborted();
    const why = error instanceof Error ? error.message : 'no reason given';
    throw unreachableServer(`The Codex server at ${new URL(url).host} does not answer (${why}).`);
  }
}

function program({ command, env }: ServerOptions): string {
  const found = findCodex(command, env['PATH']);
  if (found !== undefined) return found;
  throw new PocketdexError(
    'ENGINE_NOT_FOUND',
    `There is no Codex: \`${command}\` was not found.`,
    'Install it with `npm install -g @openai/codex`, or set `[codex] command`.',
  );
}

const unreachableServer = (message: string, logFile?: string): PocketdexError =>
  new PocketdexError(
    'ENGINE_UNREACHABLE',
    message,
    logFile === undefined
      ? 'See what `codex app-server daemon version` says.'
      : `Read the end of ${logFile}.`,
  );
