import { createRedactor, type Redactor } from '../base/redact.ts';
import { type ErrorCode, PocketdexError } from '../model/error.ts';

/** 1 failed · 2 wrong usage or configuration · 3 already running (design.md, the surface that stays). */
const exitCodes: Partial<Record<ErrorCode, number>> = {
  CONFIG_INVALID: 2,
  CONFIG_MISSING: 2,
  MODES_TOO_LOOSE: 2,
  TELEGRAM_TOKEN_REJECTED: 2,
  STORE_IN_USE: 3,
};

/**
 * Prints what went wrong and what to do, without a stack and without secrets.
 *
 * @returns the exit code
 */
export function explain(error: unknown, redactor: Redactor = createRedactor()): number {
  const say = (text: string): void => console.error(redactor.redact(text));
  if (error instanceof PocketdexError) {
    say(error.message);
    say(error.remedy);
    return exitCodes[error.code] ?? 1;
  }
  say(`Something went wrong that should not: ${error instanceof Error ? error.message : error}`);
  return 1;
}
