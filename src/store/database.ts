import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** What a statement takes by name: `undefined` is stored as NULL, a boolean as 0 or 1. */
type Params = Readonly<Record<string, string | number | boolean | Uint8Array | null | undefined>>;

/** A prepared question. `Row` mirrors the columns it names. */
interface Query<Row> {
  get(params?: Params): Row | undefined;
  all(params?: Params): readonly Row[];
}

/** A prepared change. Outside of a transaction it is one of its own. `Row` is what RETURNING names. */
interface Change<Row> extends Query<Row> {
  /** How many rows changed. */
  run(params?: Params): number;
}

/** Called around every real commit. A simulated crash throws here: `before` undoes, `after` keeps. */
export type OnCommit = (phase: 'before' | 'after') => void;

/** What the tables are made on. */
export interface Database {
  query<Row>(sql: string): Query<Row>;
  change<Row = unknown>(sql: string): Change<Row>;
  /**
   * Runs `fn` in one transaction: all of it is kept or, when it throws, none. A call inside another
   * joins it; when the inner one throws, only its own changes are undone.
   */
  transact: Transact;
}

/** A promise is refused by the type: an `await` inside would let other work into the transaction. */
export type Transact = <T>(
  fn: () => T,
  ...promiseRefused: [T] extends [never] ? [] : T extends PromiseLike<unknown> ? [never] : []
) => T;

export function createDatabase(handle: DatabaseSync, onCommit?: OnCommit): Database {
  let depth = 0;

  const outermost = <T>(fn: () => T): T => {
    handle.exec('BEGIN IMMEDIATE');
    let result: T;
    try {
      result = fn();
      onCommit?.('before');
      handle.exec('COMMIT');
    } catch (error) {
      // On a full disk SQLite has rolled back already.
      if (handle.isTransaction) handle.exec('ROLLBACK');
      throw error;
    }
    onCommit?.('after');
    return result;
  };

  const nested = <T>(fn: () => T): T => {
    handle.exec(`SAVEPOINT inner${depth}`);
    try {
      const result = fn();
      handle.exec(`RELEASE inner${depth}`);
      return result;
    } catch (error) {
      if (handle.isTransaction) {
        handle.exec(`ROLLBACK TO inner${depth}`);
        handle.exec(`RELEASE inner${depth}`);
      }
      throw error;
    }
  };

  const transact = <T>(fn: () => T): T => {
    const run = depth === 0 ? outermost : nested;
    depth += 1;
    try {
      return run(fn);
    } finally {
      depth -= 1;
    }
  };

  const change = <Row>(sql: string): Change<Row> => {
    const statement = handle.prepare(sql);
    const inTransaction = <T>(fn: () => T): T => (depth === 0 ? transact(fn) : fn());
    return {
      ...asQuery<Row>(statement, inTransaction),
      run: (params) => inTransaction(() => Number(statement.run(bound(params)).changes)),
    };
  };

  return {
    // The extra parameter of the type is never passed; it only refuses promises.
    transact: transact as Transact,
    change,
    query: <Row>(sql: string) => asQuery<Row>(handle.prepare(sql), (fn) => fn()),
  };
}

// The one cast from SQLite's values to a row type; each table says what its columns hold.
const asQuery = <Row>(statement: StatementSync, run: <T>(fn: () => T) => T): Query<Row> => ({
  get: (params) => run(() => statement.get(bound(params)) as Row | undefined),
  all: (params) => run(() => statement.all(bound(params)) as Row[]),
});

function bound(params: Params = {}): Record<string, SQLInputValue> {
  const values: Record<string, SQLInputValue> = {};
  for (const [name, value] of Object.entries(params)) {
    values[name] = typeof value === 'boolean' ? Number(value) : (value ?? null);
  }
  return values;
}
