import type { Connect, Transport } from '../../src/engine/codex/transport/transport.ts';

interface Sent {
  readonly method: string;
  readonly params: unknown;
}

interface Answer {
  readonly id: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** The wire between the bridge and its engine, where a test may listen and speak. */
export interface Tap {
  readonly connect: Connect;
  /** Calls of the bridge, in order. */
  readonly sent: readonly Sent[];
  /** The bridge's answers to the engine's requests. */
  readonly answers: readonly Answer[];
  /** As if the server had said it to the bridge. */
  tell(message: object): void;
  /** While true nobody can be connected to. */
  isAway: boolean;
}

export function createTap(connect: Connect): Tap {
  const sent: Sent[] = [];
  const answers: Answer[] = [];
  let hear: ((message: unknown) => void) | undefined;

  const tapped = (wire: Transport): Transport => ({
    start: (handlers) => {
      hear = handlers.message;
      wire.start(handlers);
    },
    send: (message) => {
      const { method, params } = message as Partial<Sent>;
      if (method === undefined) answers.push(message as Answer);
      else sent.push({ method, params });
      wire.send(message);
    },
    close: () => wire.close(),
  });

  const tap: Tap = {
    sent,
    answers,
    isAway: false,
    tell: (message) => hear?.(message),
    connect: async (signal) => {
      if (tap.isAway) throw new Error('connect ECONNREFUSED');
      return tapped(await connect(signal));
    },
  };
  return tap;
}
