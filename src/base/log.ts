import { pino } from 'pino';
import type { Clock } from './clock.ts';
import type { Redactor } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Plain values. Never a person's words, never a secret; an `Error` goes under `error`. */
type LogFields = Readonly<Record<string, unknown>>;

/** One line per call: what happened in plain words, what belongs to it as fields. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** A log whose level can change while it runs. */
export interface LeveledLog extends Log {
  setLevel(level: LogLevel): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Gets each line as JSON, ended by a line break, with secrets taken out. */
  readonly write: (line: string) => void;
}

export function createLog({ level, clock, redactor, write }: LogOptions): LeveledLog {
  const sink = { write: (line: string) => write(redactor.redact(line)) };
  const logger = pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: told },
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
    },
    sink,
  );
  return {
    debug: (message, fields = {}) => logger.debug(fields, message),
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (message, fields = {}) => logger.error(fields, message),
    setLevel: (newLevel) => {
      logger.level = newLevel;
    },
  };
}

/** For tests, and where nobody listens. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

// Causes stay out: a raw network error may hold more than its own message says.
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? { code: error.code } : {};
  return { name: error.name, message: error.message, ...code, stack: error.stack };
}
