import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import type { Clock } from '../../../base/clock.ts';
import { type Agents, proxiedAgents } from '../proxy/agents.ts';
import { toWireFailure, WireFailure } from './wire-failure.ts';

/** The part of `fetch` that a Bot API client needs; the emulator's in-process one has the same shape. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

export interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Readable;
  readonly signal: AbortSignal;
}

interface FetchAnswer {
  readonly status: number;
  text(): Promise<string>;
}

export interface HttpFetch {
  readonly fetch: Fetch;
  /** Destroys every connection, also those in use, and begins with new ones. */
  reset(): void;
  /** Destroys the connections that nothing is under way on. */
  dropIdle(): void;
}

export interface HttpOptions {
  /** Deadline for name, TCP and TLS together, and for the way through the proxy. */
  readonly connectMs?: number;
  readonly proxy?: string | undefined;
}

const defaultConnectMs = 10_000;
// An answer of getUpdates is at most 4 MiB (telegram-bot-api, Client.cpp).
const maxAnswerBytes = 32 * 1024 * 1024;

/**
 * HTTP with keep-alive connections of its own. Node tries both address families by itself
 * (net, `autoSelectFamily`).
 */
export function createHttpFetch(clock: Clock, options: HttpOptions = {}): HttpFetch {
  const { connectMs = defaultConnectMs, proxy } = options;
  const openAgents = (): Agents =>
    proxy === undefined ? directAgents() : proxiedAgents(proxy, clock, connectMs);
  let agents = openAgents();
  return {
    fetch: async (url, init) => {
      const target = new URL(url);
      const { signal } = init;
      if (signal.aborted) throw new WireFailure('not-sent', 'aborted');
      const connected = new AbortController();
      try {
        return await exchange(target, init, agents, {
          connected: () => connected.abort(),
          late: connectDeadline(clock, connectMs, connected.signal),
        });
      } catch (thrown) {
        dropIdle(agents);
        throw thrown;
      } finally {
        connected.abort();
      }
    },
    reset: () => {
      agents.destroy();
      agents = openAgents();
    },
    dropIdle: () => dropIdle(agents),
  };
}

function directAgents(): Agents {
  const agents = {
    http: new http.Agent({ keepAlive: true }),
    https: new https.Agent({ keepAlive: true }),
  };
  return {
    ...agents,
    destroy: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

// One connection that died in silence is rarely the only one: after a change of network each would cost
// the next call its whole deadline.
function dropIdle(agents: Agents): void {
  for (const { freeSockets } of [agents.http, agents.https]) {
    for (const sockets of Object.values(freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }
}

interface Connecting {
  /** To be told once a connection stands. */
  readonly connected: () => void;
  /** Settles when it has taken too long. */
  readonly late: Promise<WireFailure | undefined>;
}

function exchange(
  target: URL,
  init: FetchInit,
  agents: Agents,
  connecting: Connecting,
): Promise<FetchAnswer> {
  return new Promise((resolve, reject) => {
    const isSecure = target.protocol === 'https:';
    const headers = { ...init.headers, ...lengthOf(init.body) };
    const options = { method: init.method, headers };
    const request = isSecure
      ? https.request(target, { ...options, agent: agents.https })
      : http.request(target, { ...options, agent: agents.http });
    let isConnected = false;
    let isAnswered = false;

    const abort = (): void => {
      fail(new WireFailure(isConnected ? 'unknown' : 'not-sent', 'aborted'));
    };
    const settle = (): void => init.signal.removeEventListener('abort', abort);
    const fail = (thrown: unknown): void => {
      settle();
      request.destroy();
      if (init.body instanceof Readable) init.body.destroy();
      reject(toWireFailure(thrown, isConnected));
    };
    init.signal.addEventListener('abort', abort, { once: true });

    const stands = (): void => {
      isConnected = true;
      connecting.connected();
    };
    // Also before there is a socket: the way through a proxy is dug first.
    void connecting.late.then((failure) => failure && fail(failure));
    request.on('socket', (socket) => {
      // A kept connection stands already, and what is written to it may arrive. A new secure one does not, even
      // where its way through a proxy does.
      if (request.reusedSocket || (!isSecure && !socket.connecting)) stands();
      else socket.once(isSecure ? 'secureConnect' : 'connect', stands);
    });
    request.on('response', (answer) => {
      isAnswered = true;
      collect(answer, fail, (text) => {
        settle();
        resolve({ status: answer.statusCode ?? 0, text: async () => text });
      });
    });
    // A server that refuses an upload answers, then closes while we still write: the answer counts.
    request.on('error', (error) => {
      if (!isAnswered) fail(error);
    });
    if (init.body instanceof Readable) {
      init.body.on('error', fail);
      init.body.pipe(request);
    } else {
      request.end(init.body);
    }
  });
}

const lengthOf = (body: string | Readable): Record<string, string> =>
  typeof body === 'string' ? { 'content-length': String(Buffer.byteLength(body)) } : {};

function collect(
  answer: http.IncomingMessage,
  fail: (thrown: unknown) => void,
  done: (text: string) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) fail(new WireFailure('unknown', 'answer too large'));
  });
  // Also where the answer ends before it is whole (Node, http, IncomingMessage 'error').
  answer.on('error', fail);
  answer.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
}

async function connectDeadline(
  clock: Clock,
  ms: number,
  connected: AbortSignal,
): Promise<WireFailure | undefined> {
  try {
    await clock.sleep(ms, connected);
    return new WireFailure('not-sent', 'connect timed out');
  } catch {
    // Connected or given up: the deadline has nothing left to guard.
    return undefined;
  }
}
