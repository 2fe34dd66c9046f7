import { existsSync } from 'node:fs';
import { openHandle } from '../../src/store/sqlite.ts';

/** What the bridge's file holds that is not over. */
interface Open {
  readonly inbox: number;
  readonly timers: number;
  readonly commands: number;
  readonly prompts: readonly string[];
  readonly requests: number;
  readonly turns: number;
  /** Slots with something to do. */
  readonly slots: readonly string[];
  readonly dead: readonly string[];
}

export interface Looker extends Disposable {
  open(): Open | undefined;
  /** Names of slots whose call is under way by the file. */
  sending(): readonly string[];
}

/** Reads the bridge's file beside it, as `sqlite3` would. */
export function lookInto(path: string): Looker {
  let handle: ReturnType<typeof openHandle> | undefined;
  const rows = (sql: string): readonly Record<string, unknown>[] => {
    handle ??= openHandle(path, 1000);
    return handle.prepare(sql).all();
  };
  const names = (sql: string): readonly string[] =>
    rows(sql).map((row) => Object.values(row).map(String).join(' '));
  const isMade = (): boolean =>
    existsSync(path) && rows(`SELECT name FROM sqlite_master WHERE name = 'awaits'`).length === 1;

  return {
    open: () => {
      if (!isMade()) return undefined;
      return {
        inbox: names(`SELECT seq FROM inbox WHERE state = 'new'`).length,
        // A topic's name may come late.
        timers: names(`SELECT kind FROM timers WHERE kind <> 'name-topic'`).length,
        commands: names(`SELECT id FROM commands WHERE state IN ('queued','sending','doubtful')`)
          .length,
        prompts: names(
          `SELECT state FROM prompts WHERE state NOT IN ('done','failed','interrupted','deleted')`,
        ),
        requests: names(`SELECT key FROM requests WHERE state IN ('asked','decided')`).length,
        turns: names('SELECT key FROM topics WHERE running_turn IS NOT NULL').length,
        slots: names(
          `SELECT name, state FROM slots WHERE state IN ('queued','sending')
            OR (state = 'unknown' AND next_at IS NOT NULL)`,
        ),
        dead: [
          ...names(`SELECT 'inbox', reason FROM inbox WHERE state = 'dead'`),
          ...names(
            `SELECT name, reason FROM slots WHERE state = 'dead' AND coalesce(reason,'') NOT IN ('closed', 'withdrawn')`,
          ),
        ],
      };
    },
    sending: () => (isMade() ? names(`SELECT name FROM slots WHERE state = 'sending'`) : []),
    [Symbol.dispose]: () => handle?.close(),
  };
}
