/** What a transport calls. `closed` comes once, and nothing after it. */
export interface TransportHandlers {
  /** @param message undefined for what is no JSON */
  message(message: unknown): void;
  /** @param reason what happened, for a log line; never a person's words */
  closed(reason: string): void;
}

/**
 * An open way to one app-server that carries whole JSON values. The server never speaks first
 * (codex/README.md, section 2), so nothing is lost between opening and `start`.
 */
export interface Transport {
  /** To be called once, by the connection that takes the transport over. */
  start(handlers: TransportHandlers): void;
  /** Hands one message to the system. Throws after the end. */
  send(message: object): void;
  /** Ends it. `closed` is called, now or a little later. */
  close(): void;
}

/** Opens a transport, or rejects with why not: `PocketdexError`, or the signal's reason. */
export type Connect = (signal: AbortSignal) => Promise<Transport>;

/** What a transport received as text. A server that says something odd must not end the bridge. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
