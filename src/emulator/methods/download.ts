import { Refusal } from '../records/refusal.ts';
import type { StoredFile } from '../records/world.ts';
import { free, type Method } from './method.ts';

/** A result that goes out as bytes. */
export class Download {
  readonly file: StoredFile;

  constructor(file: StoredFile) {
    this.file = file;
  }
}

/** `/file/bot<token>/<path>`: logged as a call named `file`, so that faults can hit it too. */
export function downloadOf(path: string): { name: string; method: Method } {
  const run: Method['run'] = ({ files }) => {
    for (const file of files.values()) {
      if (file.path === decodeURIComponent(path)) return new Download(file);
    }
    throw new Refusal(404, 'Not Found');
  };
  return { name: 'file', method: free(run) };
}
