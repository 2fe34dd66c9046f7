import type { Transport } from '../../../src/engine/codex/transport/transport.ts';

/** What a refused call answers. All codes are alike on the wire; the text tells them apart. */
export class Refusal extends Error {
  readonly code: number;

  constructor(message: string, code = -32600) {
    super(message);
    this.code = code;
  }
}

/** A client as the server sees it. */
export class Peer {
  readonly #transport: Transport;
  #open = true;
  #quiet: ReadonlySet<string> = new Set();
  initialized = false;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  send(message: object): void {
    if (this.#open) this.#transport.send(message);
  }

  notify(message: { readonly method: string; readonly params: unknown }, at: number): void {
    if (this.initialized && !this.#quiet.has(message.method)) {
      this.send({ ...message, emittedAtMs: Math.floor(at) });
    }
  }

  optOut(methods: readonly string[]): void {
    this.#quiet = new Set(methods);
  }

  hangUp(): void {
    this.#open = false;
    this.#transport.close();
  }
}
