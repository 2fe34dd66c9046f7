import { EngineError, type EngineFailure } from '../../../model/engine.ts';
import { CallRefused, ConnectionLost } from '../connection/errors.ts';

// All refusals have code -32600; only the text tells them apart (codex/README.md, section 2).
const texts: readonly (readonly [RegExp, EngineFailure])[] = [
  [/no rollout found|thread not found|invalid thread id/i, 'gone'],
  [/already has an active writer/i, 'busy'],
  [/expected active turn id|no active turn to/i, 'stale'],
];

/** What a rejected call means for the caller. An abort and a bug pass through as they are. */
export function toFailure(error: unknown): unknown {
  if (error instanceof ConnectionLost) {
    return new EngineError(error.sent ? 'unknown' : 'not-sent', error.message);
  }
  if (!(error instanceof CallRefused)) return error;
  if (error.retry !== 'never') return new EngineError('not-sent', error.message);
  const known = texts.find(([text]) => text.test(error.message));
  return new EngineError(known?.[1] ?? 'refused', error.message);
}

/** The server has unloaded the thread, or is a new one: it must be resumed before it takes a turn. */
export const isNotLoaded = (error: unknown): boolean =>
  error instanceof CallRefused && /thread not found/i.test(error.message);
