import type {
  RequestId,
  ServerNotification,
  ServerRequest,
} from '../protocol/generated/protocol.ts';

/** A message by its kind. Inside `params` and `result` the generated types are believed. */
export type Message =
  | { readonly type: 'result'; readonly id: RequestId; readonly result: unknown }
  | {
      readonly type: 'error';
      readonly id: RequestId;
      readonly code: number;
      readonly text: string;
    }
  | { readonly type: 'request'; readonly request: ServerRequest }
  | {
      readonly type: 'notification';
      readonly method: string;
      readonly notification: ServerNotification;
    }
  | { readonly type: 'malformed' };

export function parseMessage(raw: unknown): Message {
  if (!isRecord(raw)) return { type: 'malformed' };
  const { id, method, error } = raw;
  if (typeof method === 'string') {
    if (isId(id)) return { type: 'request', request: raw as unknown as ServerRequest };
    return { type: 'notification', method, notification: raw as unknown as ServerNotification };
  }
  if (!isId(id)) return { type: 'malformed' };
  if (!isRecord(error)) return { type: 'result', id, result: raw['result'] };
  const { code, message } = error;
  return {
    type: 'error',
    id,
    code: typeof code === 'number' ? code : 0,
    text: typeof message === 'string' ? message : 'The server gave no reason',
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isId = (value: unknown): value is RequestId =>
  typeof value === 'number' || typeof value === 'string';
