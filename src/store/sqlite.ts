// The only module that loads SQLite: a static import of `node:sqlite` anywhere would print its
// ExperimentalWarning again, at link time (seen on Node 22.16). Elsewhere: `import type`.
import type { DatabaseSync as Handle } from 'node:sqlite';

const { DatabaseSync } = quietly(() => process.getBuiltinModule('node:sqlite'));

/** Opens a file with SQLite. @param busyMs how long to wait for another process' lock */
export const openHandle = (path: string, busyMs = 0): Handle =>
  new DatabaseSync(path, { timeout: busyMs });

/** SQLite's result codes that we tell apart (sqlite.org/rescode.html). */
export const resultCodes = { busy: 5, corrupt: 11, notADatabase: 26 } as const;

/** The result code of an error that SQLite threw, or undefined for any other error. */
export function resultCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

/** Runs `load` with SQLite's ExperimentalWarning left out; any other warning is shown. */
export function quietly<T>(load: () => T): T {
  const emit = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    const message = typeof warning === 'string' ? warning : warning.message;
    if (kindOf(rest[0]) === 'ExperimentalWarning' && message.startsWith('SQLite ')) return;
    Reflect.apply(emit, process, [warning, ...rest]);
  };
  try {
    return load();
  } finally {
    process.emitWarning = emit;
  }
}

function kindOf(option: unknown): unknown {
  if (typeof option !== 'object' || option === null) return option;
  return 'type' in option ? option.type : undefined;
}
