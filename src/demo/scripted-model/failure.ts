import type { SimFailure } from './step.ts';

/** How a failure reaches Codex: as an HTTP status, or inside of a stream that began well. */
export type WireFailure =
  | { readonly type: 'status'; readonly status: number; readonly body: object }
  | { readonly type: 'event'; readonly error: { readonly code: string; readonly message: string } };

/** @param resetsAt Unix seconds */
export function wireFailure(failure: SimFailure, resetsAt: number): WireFailure {
  switch (failure) {
    case '401':
      return status(401, { message: 'Unauthorized' });
    case '429':
      return status(429, { message: 'Too many requests' });
    case '500':
      return status(500, { message: 'Internal error' });
    case 'usage-limit':
      return status(429, {
        type: 'usage_limit_reached',
        message: 'The usage limit has been reached',
        plan_type: 'plus',
        resets_at: resetsAt,
      });
    case 'overloaded':
      return event('server_is_overloaded', 'The server is overloaded');
    case 'context':
      return event('context_length_exceeded', 'The input exceeds the context window');
  }
}

const status = (code: number, error: object): WireFailure => ({
  type: 'status',
  status: code,
  body: { error },
});

const event = (code: string, message: string): WireFailure => ({
  type: 'event',
  error: { code, message },
});
