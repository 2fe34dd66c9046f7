/**
 * `note`: as it may be, worth knowing · `warning`: works, and will hurt · `error`: the bridge cannot do its
 * work.
 */
export type CheckLevel = 'ok' | 'note' | 'warning' | 'error';

export interface Check {
  readonly name: string;
  readonly level: CheckLevel;
  /** False for an error only. */
  readonly ok: boolean;
  readonly message: string;
  /** What to do; empty where nothing is to be done. */
  readonly mend: string;
}

export interface CheckReport {
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

export const passed = (name: string, message: string): Check => made(name, 'ok', message, '');
export const noted = (name: string, message: string, mend = ''): Check =>
  made(name, 'note', message, mend);
export const warned = (name: string, message: string, mend: string): Check =>
  made(name, 'warning', message, mend);
export const failed = (name: string, message: string, mend: string): Check =>
  made(name, 'error', message, mend);

const made = (name: string, level: CheckLevel, message: string, mend: string): Check => ({
  name,
  level,
  ok: level !== 'error',
  message,
  mend,
});
