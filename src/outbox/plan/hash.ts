import { createHash } from 'node:crypto';
import type { Content, Desired } from '../../model/slot.ts';

/** Of what a message shows. Loudness and reply count only when it is sent. */
export const contentHash = (content: Content): string => hashOf(content);

/** What two wishes are compared by; '' for a live message, whose content is not kept. */
export function desiredHash(desired: Desired): string {
  if (desired.type === 'live') return '';
  return desired.type === 'message' ? contentHash(desired.content) : hashOf(desired);
}

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value, inKeyOrder)).digest('base64url').slice(0, 22);

// Two records that say the same hash alike, whatever the order in which their fields were written.
const inKeyOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
