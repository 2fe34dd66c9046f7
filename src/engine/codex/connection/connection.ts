import { serverNotificationMethods } from '../protocol/generated/methods.ts';
import type {
  ClientCalls,
  RequestId,
  ServerAnswers,
  ServerNotification,
  ServerRequest,
} from '../protocol/generated/protocol.ts';
import type { Transport } from '../transport/transport.ts';
import { CallRefused, ConnectionLost } from './errors.ts';
import { parseMessage } from './message.ts';

export type Method = keyof ClientCalls;
export type Params<M extends Method> = ClientCalls[M]['params'];
export type Result<M extends Method> = ClientCalls[M]['result'];

/** Called in the order of the wire, never inside a call of ours. */
export interface ConnectionHandlers {
  notification(notification: ServerNotification): void;
  /** A request that this version of the types does not know comes too: its method is then unlisted. */
  request(request: ServerRequest): void;
  /** Once. Every waiting call has been rejected by then. */
  lost(error: ConnectionLost): void;
}

/** JSON-RPC without its `jsonrpc` field over one transport. */
export interface Connection {
  /**
   * Rejects with `CallRefused`, `ConnectionLost`, or the signal's reason (the answer is then dropped).
   *
   * @param inOrder is given the result in the order of the wire, before any later notification; what awaits the
   *   promise comes after them when they stood in the same packet. What it throws rejects the promise.
   */
  request<M extends Method>(
    method: M,
    params: Params<M>,
    signal?: AbortSignal,
    inOrder?: (result: Result<M>) => void,
  ): Promise<Result<M>>;
  notify(method: 'initialized'): void;
  /** Does nothing when the connection has ended: the server asks again after a resume. */
  respond<M extends keyof ServerAnswers>(id: RequestId, result: ServerAnswers[M]): void;
  refuse(id: RequestId, message: string): void;
  close(reason: string): void;
  readonly isOpen: boolean;
  /** Notifications that the generated types do not list, counted by method. */
  readonly unknown: ReadonlyMap<string, number>;
}

interface Waiting {
  readonly method: string;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

const known: ReadonlySet<string> = new Set(serverNotificationMethods);
const methodNotFound = -32601;

export function openConnection(transport: Transport, handlers: ConnectionHandlers): Connection {
  const waiting = new Map<RequestId, Waiting>();
  const unknown = new Map<string, number>();
  let nextId = 1;
  let lost: string | undefined;

  const end = (reason: string): void => {
    if (lost !== undefined) return;
    lost = reason;
    const error = new ConnectionLost(reason, true);
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
    handlers.lost(error);
  };

  const receive = (raw: unknown): void => {
    if (lost !== undefined) return;
    try {
      take(parseMessage(raw));
    } catch (error) {
      // What was said could not be taken in (a full disk, say). A new connection reads it from the history.
      transport.close();
      end(`a message could not be handled (${error instanceof Error ? error.name : 'no error'})`);
    }
  };

  const take = (message: ReturnType<typeof parseMessage>): void => {
    switch (message.type) {
      case 'result':
        waiting.get(message.id)?.resolve(message.result);
        waiting.delete(message.id);
        return;
      case 'error': {
        const call = waiting.get(message.id);
        call?.reject(new CallRefused(call.method, message.code, message.text));
        waiting.delete(message.id);
        return;
      }
      case 'request':
        handlers.request(message.request);
        return;
      case 'notification':
        if (known.has(message.method)) handlers.notification(message.notification);
        else unknown.set(message.method, (unknown.get(message.method) ?? 0) + 1);
        return;
      case 'malformed':
        unknown.set('(malformed)', (unknown.get('(malformed)') ?? 0) + 1);
    }
  };

  const send = (message: object): void => {
    if (lost !== undefined) return;
    try {
      transport.send(message);
    } catch {
      // It has ended, and `closed` is about to say so; what wanted an answer is asked again after a resume.
    }
  };

  transport.start({ message: receive, closed: end });

  return {
    async request(method, params, signal, inOrder) {
      signal?.throwIfAborted();
      if (lost !== undefined) throw new ConnectionLost(lost, false);
      const id = nextId++;
      try {
        transport.send({ id, method, params });
      } catch (error) {
        throw new ConnectionLost(String(error), false);
      }
      return new Promise((resolve, reject) => {
        const stop = (): void => {
          waiting.delete(id);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', stop, { once: true });
        const settled = (): void => signal?.removeEventListener('abort', stop);
        waiting.set(id, {
          method,
          resolve: (result) => {
            settled();
            try {
              inOrder?.(result as Result<typeof method>);
              resolve(result as Result<typeof method>);
            } catch (error) {
              reject(error);
            }
          },
          reject: (error) => {
            settled();
            reject(error);
          },
        });
      });
    },
    notify: (method) => send({ method }),
    respond: (id, result) => send({ id, result }),
    refuse: (id, message) => send({ id, error: { code: methodNotFound, message } }),
    close(reason) {
      end(reason);
      transport.close();
    },
    get isOpen() {
      return lost === undefined;
    },
    unknown,
  };
}
