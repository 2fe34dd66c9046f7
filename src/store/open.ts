import { chmodSync, closeSync, openSync } from 'node:fs';
import type { ChatId } from '../model/ids.ts';
import { createDatabase, type OnCommit, type Transact } from './database.ts';
import { lockStore } from './lock.ts';
import { migrate } from './migrate.ts';
import { openHandle } from './sqlite.ts';
import { awaitsTable } from './tables/awaits.ts';
import { buttonsTable } from './tables/buttons.ts';
import { cardsTable } from './tables/cards.ts';
import { commandsTable } from './tables/commands.ts';
import { inboxTable } from './tables/inbox.ts';
import { metaTable } from './tables/meta.ts';
import { pausesTable } from './tables/pauses.ts';
import { promptsTable } from './tables/prompts.ts';
import { requestsTable } from './tables/requests.ts';
import { sendsTable } from './tables/sends.ts';
import { shownTable } from './tables/shown.ts';
import { slotsTable } from './tables/slots.ts';
import { timersTable } from './tables/timers.ts';
import { topicsTable } from './tables/topics.ts';

export type Store = Disposable & Tables & { readonly transact: Transact };
type Tables = ReturnType<typeof tablesOf>;

export interface StoreOptions {
  readonly onCommit?: OnCommit;
}

/**
 * Opens, makes or brings up to date the bridge's one file, and holds it alone until disposed.
 * All work is synchronous and of one writer; what `transact` returned from is on the disk.
 *
 * @param path the file; its copies and its lock stand beside it, all with mode 0600
 * @throws {PocketdexError} STORE_IN_USE, STORE_FOREIGN, STORE_NEWER, STORE_CORRUPT
 */
export function openStore(path: string, { onCommit }: StoreOptions = {}): Store {
  const lock = lockStore(path);
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const handle = openHandle(path, 1000);
  const close = (): void => {
    handle.close();
    lock[Symbol.dispose]();
  };
  try {
    migrate(handle, path);
    handle.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    const db = createDatabase(handle, onCommit);
    return {
      ...tablesOf(db),
      transact: db.transact,
      // SQLite folds the log into the file when its last connection closes.
      [Symbol.dispose]: close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** The list of tables: one module each, made on the same database. */
function tablesOf(db: ReturnType<typeof createDatabase>) {
  const inbox = inboxTable(db);
  const topics = topicsTable(db);
  const slots = slotsTable(db);
  const pauses = pausesTable(db);
  return {
    meta: metaTable(db),
    inbox,
    timers: timersTable(db, inbox),
    topics,
    slots,
    sends: sendsTable(db),
    pauses,
    prompts: promptsTable(db),
    commands: commandsTable(db),
    requests: requestsTable(db),
    cards: cardsTable(db),
    buttons: buttonsTable(db),
    shown: shownTable(db),
    awaits: awaitsTable(db),
    /** A group became a supergroup: topics, slots and pauses are rewritten in one act. */
    migrateChat: (from: ChatId, to: ChatId): void =>
      db.transact(() => {
        slots.voidMessages(from);
        topics.rechat(from, to);
        pauses.lift(from);
      }),
  };
}
