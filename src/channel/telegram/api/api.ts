import type { Readable } from 'node:stream';
import { Api, type RawApi } from 'grammy';
import type { Clock } from '../../../base/clock.ts';
import { type ApiFailure, toFailure } from './failure.ts';
import { createHttpFetch, type Fetch, type FetchInit } from './fetch.ts';
import { toWireFailure, WireFailure } from './wire-failure.ts';

export type Answer<T> =
  | { readonly ok: true; readonly result: T }
  | { readonly ok: false; readonly failure: ApiFailure };

/** grammY's signal is a polyfill's type; a native signal is one too. */
export type GrammySignal = Parameters<RawApi['getMe']>[0];

/** One call, written with grammY's typed methods. */
type Request<T> = (raw: RawApi, signal: GrammySignal) => Promise<T>;

/** Connections of their own, so that a dead poll cannot take the sends with it. */
export interface Connection {
  /**
   * Calls once. Rejects only with the signal's reason; whatever else goes wrong is a failure.
   *
   * @param deadlineMs after this the request is aborted and its fate is unknown
   */
  ask<T>(
    method: keyof RawApi,
    deadlineMs: number,
    request: Request<T>,
    signal: AbortSignal,
  ): Promise<Answer<T>>;
  /** Destroys the sockets; what is under way fails, the next call connects anew. */
  reset(): void;
  /** Trusts no socket that rests now; what is under way goes on. */
  dropIdle(): void;
}

export interface TelegramApi extends Disposable {
  readonly polling: Connection;
  readonly sending: Connection;
}

export interface ApiOptions {
  readonly token: string;
  /** Without a path to the bot, e.g. `https://api.telegram.org`. */
  readonly apiRoot: string;
  readonly clock: Clock;
  /** An HTTP or SOCKS proxy's URL; its name and password are secrets. */
  readonly proxy?: string | undefined;
  /** Replaces the network; the simulation passes the emulator's. */
  readonly fetch?: Fetch;
}

/** The only place that talks to the Bot API. The token does not leave it: not in errors, not in results. */
export function createTelegramApi(options: ApiOptions): TelegramApi {
  const polling = createConnection(options);
  const sending = createConnection(options);
  return {
    polling,
    sending,
    [Symbol.dispose]: () => {
      polling.reset();
      sending.reset();
    },
  };
}

function createConnection({ token, apiRoot, clock, proxy, fetch }: ApiOptions): Connection {
  const network = fetch
    ? { fetch, reset: () => undefined, dropIdle: () => undefined }
    : createHttpFetch(clock, { proxy });
  const { raw } = new Api(token, {
    apiRoot: apiRoot.replace(/\/+$/, ''),
    fetch: checkedFetch(network.fetch),
    sensitiveLogs: false,
  });
  const conceal = (text: string): string =>
    text.replaceAll(token, '…').replaceAll(encodeURIComponent(token), '…');

  return {
    reset: network.reset,
    dropIdle: network.dropIdle,
    ask: async (method, deadlineMs, request, signal) => {
      signal.throwIfAborted();
      const stop = new AbortController();
      const abort = (): void => stop.abort(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      const deadline = async (): Promise<never> => {
        await clock.sleep(deadlineMs, stop.signal);
        throw new WireFailure('unknown', `no answer within ${deadlineMs / 1000} s`, {
          isTimeout: true,
        });
      };
      try {
        const call = request(raw, stop.signal as GrammySignal);
        return { ok: true, result: await Promise.race([call, deadline()]) };
      } catch (thrown) {
        signal.throwIfAborted();
        return { ok: false, failure: toFailure(method, thrown, conceal) };
      } finally {
        signal.removeEventListener('abort', abort);
        stop.abort();
      }
    },
  };
}

/** What grammY hands to `fetch`: its signal is a polyfill without `reason` and `throwIfAborted`. */
interface GrammyInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Readable;
  readonly signal: Pick<AbortSignal, 'aborted' | 'addEventListener'>;
}

/**
 * Lets only Bot API answers through to grammY, which would take a proxy's page for a bug and lose its
 * status (grammY 1.46, core/client.js). Always settles when aborted, whatever the inner fetch does.
 */
const checkedFetch =
  (inner: Fetch) =>
  async (url: string, init: GrammyInit): Promise<{ json(): Promise<unknown> }> => {
    const { method, headers, body } = init;
    const end = new AbortController();
    const aborted = new Promise<never>((_, reject) => {
      const abort = (): void => {
        end.abort();
        reject(new WireFailure('unknown', 'aborted'));
      };
      if (init.signal.aborted) abort();
      else init.signal.addEventListener('abort', abort, { once: true });
    });
    try {
      const asked = { method, headers, body, signal: end.signal };
      const answer = await Promise.race([readAnswer(inner, url, asked), aborted]);
      return { json: async () => answer };
    } catch (thrown) {
      throw toWireFailure(thrown);
    }
  };

async function readAnswer(inner: Fetch, url: string, init: FetchInit): Promise<unknown> {
  const response = await inner(url, init);
  const answer = parseAnswer(await response.text());
  if (answer === undefined) {
    const { status } = response;
    throw new WireFailure('unknown', 'the answer is no Bot API answer', { status });
  }
  return answer;
}

function parseAnswer(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'ok' in parsed ? parsed : undefined;
  } catch {
    return undefined;
  }
}
