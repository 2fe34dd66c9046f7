/** Doubles from `firstMs` up to `lastMs`. @param attempt from 1 */
export const backoffMs = (attempt: number, firstMs: number, lastMs: number): number =>
  Math.min(lastMs, firstMs * 2 ** Math.min(20, Math.max(0, attempt - 1)));
