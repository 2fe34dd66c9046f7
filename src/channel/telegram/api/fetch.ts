import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { Clock } from '../../../base/clock.ts';
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
}

const defaultConnectMs = 10_000;
// An answer of getUpdates is at most 4 MiB (telegram-bot-api, Client.cpp).
const maxAnswerBytes = 32 * 1024 * 1024;

/**
 * HTTP with keep-alive connections of its own. Node tries both address families by itself
 * (net, `autoSelectFamily`).
 *
 * @param connectMs deadline for name, TCP and TLS together
 */
export function createHttpFetch(clock: Clock, connectMs = defaultConnectMs): HttpFetch {
  let agents = openAgents();
  return {
    fetch: async (url, init) => {
      const target = new URL(url);
      const { signal } = init;
      if (signal.aborted) throw new WireFailure('not-sent', 'aborted');
      const settled = new AbortController();
      try {
        return await exchange(target, init, agents, (socket, fail) => {
          void connectDeadline(clock, connectMs, socket, settled.signal, fail);
        });
      } catch (thrown) {
        dropIdle(agents);
        throw thrown;
      } finally {
        settled.abort();
      }
    },
    reset: () => {
      agents.http.destroy();
      agents.https.destroy();
      agents = openAgents();
    },
  };
}

interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

const openAgents = (): Agents => ({
  http: new http.Agent({ keepAlive: true }),
  https: new https.Agent({ keepAlive: true }),
});

// One connection that died in silence is rarely the only one: after a change of network each would cost
// the next call its whole deadline.
function dropIdle(agents: Agents): void {
  for (const { freeSockets } of [agents.http, agents.https]) {
    for (const sockets of Object.values(freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }
}

type Watch = (socket: Socket, fail: (failure: WireFailure) => void) => void;

function exchange(
  target: URL,
  init: FetchInit,
  agents: Agents,
  watch: Watch,
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

    request.on('socket', (socket) => {
      // A kept connection stands already, and what is written to it may arrive.
      isConnected = request.reusedSocket || !socket.connecting;
      if (isConnected) return;
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        isConnected = true;
      });
      watch(socket, fail);
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
  socket: Socket,
  settled: AbortSignal,
  fail: (failure: WireFailure) => void,
): Promise<void> {
  const connected = new AbortController();
  const stop = (): void => connected.abort();
  socket.once('connect', () => {
    if (!('encrypted' in socket)) stop();
  });
  socket.once('secureConnect', stop);
  settled.addEventListener('abort', stop, { once: true });
  try {
    await clock.sleep(ms, connected.signal);
    fail(new WireFailure('not-sent', 'connect timed out'));
  } catch {
    // Connected or given up: the deadline has nothing left to guard.
  }
}
