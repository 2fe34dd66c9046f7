import * as edges from './0001-edges.ts';
import * as work from './0002-work.ts';

export interface Migration {
  readonly sql: string;
}

/** In order; a released one is never edited. The place in the list is the file's `user_version`. */
export const migrations: readonly Migration[] = [edges, work];
