import { GrammyError, HttpError } from 'grammy';
import { toWireFailure } from './wire-failure.ts';

/** What a failed call means for the caller, before anything is known of the method. */
type FailureClass =
  /** Nothing was written to the wire. */
  | 'not-sent'
  /** It may have happened. */
  | 'unknown'
  | 'flood'
  | 'migrated'
  /** Another poller, or a webhook. */
  | 'conflict'
  | 'token'
  | 'refused';

/** A failed call in our own words. It has no cause: raw errors hold the token and people's words. */
export interface ApiFailure {
  readonly method: string;
  readonly class: FailureClass;
  /** Telegram's `error_code`, or the HTTP status of an answer that was not Telegram's. */
  readonly code: number | undefined;
  readonly description: string;
  /** Nobody answered within the deadline. */
  readonly isTimeout?: boolean;
  readonly retryAfterMs?: number;
  readonly migrateTo?: number;
}

// Telegram always names the wait; a 429 without one comes from something in between.
const defaultRetryAfterMs = 5_000;

/** @param conceal takes the token out of a text */
export function toFailure(
  method: string,
  thrown: unknown,
  conceal: (text: string) => string,
): ApiFailure {
  if (thrown instanceof GrammyError) return fromAnswer(method, thrown, conceal);
  const wire = toWireFailure(thrown instanceof HttpError ? thrown.error : thrown);
  const base = { method, code: wire.status, description: conceal(wire.message) };
  if (wire.status === 429) return { ...base, class: 'flood', retryAfterMs: defaultRetryAfterMs };
  // A proxy in between refuses a body by its length alone.
  if (wire.status === 413) return { ...base, class: 'refused' };
  return { ...base, class: wire.outcome, ...(wire.isTimeout && { isTimeout: true }) };
}

function fromAnswer(
  method: string,
  answer: GrammyError,
  conceal: (text: string) => string,
): ApiFailure {
  const { error_code: code, parameters } = answer;
  const base = { method, code, description: conceal(String(answer.description)) };
  const { retry_after: retryAfter, migrate_to_chat_id: migrateTo } = parameters;
  if (migrateTo !== undefined) return { ...base, class: 'migrated', migrateTo };
  if (code === 429) {
    const retryAfterMs = retryAfter === undefined ? defaultRetryAfterMs : retryAfter * 1000;
    return { ...base, class: 'flood', retryAfterMs };
  }
  return { ...base, class: classOf(method, code) };
}

// A token that is no token at all is answered 404 (telegram-bot-api, HttpConnection.cpp); no method
// that takes no target can be answered so otherwise.
const withoutTarget = new Set(['getMe', 'getUpdates']);

function classOf(method: string, code: number): FailureClass {
  if (code === 401 || code === 421) return 'token';
  if (code === 404 && withoutTarget.has(method)) return 'token';
  if (code === 409) return 'conflict';
  if (code >= 500) return 'unknown';
  return 'refused';
}
