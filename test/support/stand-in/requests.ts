import type {
  RequestId,
  ServerAnswers,
  ServerRequest,
  ThreadActiveFlag,
} from '../../../src/engine/codex/protocol/generated/protocol.ts';
import { tell, tellStatus } from './news.ts';
import type { Peer } from './peer.ts';
import type { ThreadState, World } from './state.ts';

type Asked = keyof ServerAnswers;
type ParamsOf<M extends Asked> = Extract<ServerRequest, { method: M }>['params'];

/** An answer that is an error counts as a no. */
export type Given<M extends Asked> =
  | { readonly result: ServerAnswers[M] }
  | { readonly error: unknown };

interface Pending {
  readonly thread: ThreadState;
  readonly message: object;
  readonly flag: ThreadActiveFlag;
  settle(given: Given<Asked>): void;
}

/** What the server waits for. Ids begin at 0 with each process. */
export class PendingRequests {
  readonly #world: World;
  readonly #open = new Map<RequestId, Pending>();
  #nextId = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Asks all subscribers; the first answer wins. Rejects when the turn ends before. */
  async ask<M extends Asked>(
    thread: ThreadState,
    flag: ThreadActiveFlag,
    method: M,
    params: ParamsOf<M>,
    signal: AbortSignal,
  ): Promise<Given<M>> {
    const id = this.#nextId++;
    const message = { method, id, params };
    return new Promise<Given<M>>((resolve, reject) => {
      const stop = (): void => reject(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      this.#open.set(id, {
        thread,
        message,
        flag,
        settle(given) {
          signal.removeEventListener('abort', stop);
          resolve(given as Given<M>);
        },
      });
      for (const peer of thread.subscribers) peer.send(message);
    });
  }

  /** A late or unknown answer is ignored. */
  answer(id: RequestId, given: Given<Asked>): void {
    const pending = this.#open.get(id);
    if (!pending) return;
    this.#resolve(id, pending);
    pending.settle(given);
  }

  /** The turn is over: nobody need answer any more. */
  dropOf(thread: ThreadState): void {
    for (const [id, pending] of this.#open) {
      if (pending.thread === thread) this.#resolve(id, pending);
    }
  }

  /** To somebody who has just resumed the thread: the same, with the same ids. */
  repeat(thread: ThreadState, peer: Peer): void {
    for (const pending of this.#open.values()) {
      if (pending.thread === thread) peer.send(pending.message);
    }
  }

  #resolve(id: RequestId, { thread, flag }: Pending): void {
    this.#open.delete(id);
    tell(this.#world, thread, 'serverRequest/resolved', { requestId: id });
    thread.flags = thread.flags.filter((other) => other !== flag);
    tellStatus(this.#world, thread);
  }
}
