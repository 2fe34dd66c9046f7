import { statSync } from 'node:fs';

/** Changes whenever a file does, also when another one took its place or a link's target changed. */
export function stampOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino}:${found.size}:${found.mtimeNs}:${found.mode}` : 'absent';
}
