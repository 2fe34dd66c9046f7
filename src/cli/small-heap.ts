import { setFlagsFromString } from 'node:v8';

/**
 * A bridge allocates little at a time and lives for weeks: a young generation that does not grow, and code made for
 * size. Seen after 80 turns: 98 MB resident and 44 anonymous with them, 121 and 67 without; what they cost in speed was
 * not compared. To be called before much is loaded; both acted when set in the running process (Node 24.21).
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--optimize-for-size');
}
