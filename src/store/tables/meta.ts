import type { Database } from '../database.ts';

/** Single values that belong to no other table. */
export function metaTable(db: Database) {
  const select = db.query<{ value: string }>('SELECT value FROM meta WHERE key = :key');
  const upsert = db.change(`
    INSERT INTO meta (key, value) VALUES (:key, :value)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
  const remove = db.change('DELETE FROM meta WHERE key = :key');

  return {
    get: (key: string): string | undefined => select.get({ key })?.value,
    set: (key: string, value: string): void => void upsert.run({ key, value }),
    remove: (key: string): void => void remove.run({ key }),
  };
}
