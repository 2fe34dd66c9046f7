import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store, type StoreOptions } from '../../src/store/open.ts';

/** A directory of its own for one test, gone when disposed. */
export function tempHome(): Disposable & { readonly path: string } {
  const directory = mkdtempSync(join(tmpdir(), 'pocketdex-store-'));
  return {
    path: join(directory, 'state.db'),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** A real store in a directory of its own. */
export function tempStore(options: StoreOptions = {}): Store {
  const home = tempHome();
  const store = openStore(home.path, options);
  return {
    ...store,
    [Symbol.dispose]: () => {
      store[Symbol.dispose]();
      home[Symbol.dispose]();
    },
  };
}
