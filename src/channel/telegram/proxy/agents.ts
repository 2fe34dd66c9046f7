import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Clock } from '../../../base/clock.ts';
import type { Target, Tunnel } from './tunnel.ts';

/** Connections that are kept and used again, for plain and for secure targets. */
export interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
  /** Ends every connection, also those in use and those only begun. */
  destroy(): void;
}

type Dig = (options: { readonly host?: unknown; readonly port?: unknown }) => Promise<Socket>;

/**
 * As Node's own agents, through a proxy. What speaks to it is loaded with the first connection.
 *
 * @param proxy `http:`, `https:`, `socks:`, `socks4:` or `socks5:`; an `h` behind the latter changes nothing, since
 *   names are always looked up by the proxy
 * @param connectMs deadline for the way through the proxy
 */
export function proxiedAgents(proxy: string, clock: Clock, connectMs: number): Agents {
  const url = new URL(proxy);
  const gone = new AbortController();
  const dig: Dig = async ({ host, port }) => {
    const late = new AbortController();
    const dug = new AbortController();
    const open = await tunnelOf(url);
    // The signal stays with the socket for its life, so what only ends the digging must not fire later.
    const signal = AbortSignal.any([gone.signal, late.signal]);
    void clock.sleep(connectMs, AbortSignal.any([gone.signal, dug.signal])).then(
      () => late.abort(),
      () => undefined,
    );
    try {
      return await open(targetOf(host, port), signal);
    } finally {
      dug.abort();
    }
  };
  const agents = { http: new PlainThrough(dig), https: new SecureThrough(dig) };
  return {
    ...agents,
    destroy: () => {
      gone.abort();
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

async function tunnelOf(proxy: URL): Promise<Tunnel> {
  if (proxy.protocol.startsWith('socks')) return (await import('./socks.ts')).socksTunnel(proxy);
  return (await import('./connect.ts')).connectTunnel(proxy);
}

const targetOf = (host: unknown, port: unknown): Target => ({
  host: String(host).replace(/^\[|\]$/g, ''),
  port: Number(port),
});

type PlainOptions = Parameters<http.Agent['createConnection']>[0];
type SecureOptions = Parameters<https.Agent['createConnection']>[0];
type Made = Parameters<http.Agent['createConnection']>[1];

class PlainThrough extends http.Agent {
  readonly #dig: Dig;

  constructor(dig: Dig) {
    super({ keepAlive: true });
    this.#dig = dig;
  }

  override createConnection(options: PlainOptions, made: Made): undefined {
    this.#dig(options).then((socket) => made?.(null, socket), failed(made));
  }
}

class SecureThrough extends https.Agent {
  readonly #dig: Dig;

  constructor(dig: Dig) {
    super({ keepAlive: true });
    this.#dig = dig;
  }

  override createConnection(options: SecureOptions, made: Made): undefined {
    const shakeHands = (socket: Socket): void => {
      const secure = super.createConnection({ ...options, socket } as SecureOptions);
      if (secure) made?.(null, secure);
    };
    this.#dig(options).then(shakeHands, failed(made));
  }
}

// Without a connection there is no stream to give, whatever the type says (Node, http, createConnection).
const failed = (made: Made) => (error: unknown) =>
  (made as ((error: unknown) => void) | undefined)?.(error);
