/**
 * When a refused call may be made again:
 * - `later`: on this connection, after a pause (overload)
 * - `reconnect`: on the next connection (the server is draining)
 * - `never`: the same call would be refused again
 */
export type Retry = 'later' | 'reconnect' | 'never';

// "-32001" is the protocol's overload. The server that drains says so in words, with the code of every
// other refusal (codex/README.md, sections 1 and 2).
const overloaded = -32001;
const draining = /server is draining/i;

/** The server answered a call with an error. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';
  readonly method: string;
  readonly code: number;
  readonly retry: Retry;

  constructor(method: string, code: number, message: string) {
    super(message);
    this.method = method;
    this.code = code;
    this.retry = code === overloaded ? 'later' : draining.test(message) ? 'reconnect' : 'never';
  }
}

/** The connection ended. Every call that waited gets this same error. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  /** False when the call was certainly not written. True leaves open whether it was carried out. */
  readonly sent: boolean;

  constructor(reason: string, sent: boolean) {
    super(reason);
    this.sent = sent;
  }
}
