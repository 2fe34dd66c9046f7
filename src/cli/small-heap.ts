import { setFlagsFromString } from 'node:v8';

/**
 * A bridge allocates little at a time and lives for weeks: a young generation that never grows, and code made for
 * size, cost it a third less memory and no speed that could be measured (docs/performance.md). To be called before
 * much is loaded. V8 reads both flags whenever it collects or compiles, so they need not stand on the command line.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--optimize-for-size');
}
