import type { Clock } from '../../base/clock.ts';
import type { UpdateKind } from '../records/api.ts';

export interface QueuedUpdate {
  readonly id: number;
  readonly kind: UpdateKind;
  /** `{"update_id":…,"message":{…}}` as it goes out. */
  readonly body: string;
  /** Unix ms. */
  readonly expiresAt: number;
  /** An update brought back on demand is not confirmed by an offset before it was delivered again. */
  mustDeliver: boolean;
}

export interface UpdateQueue {
  readonly pending: readonly QueuedUpdate[];
  readonly allowed: readonly string[];
  /** Queues an update unless its kind is unwanted at this moment. */
  push(kind: UpdateKind, payload: unknown, lifeMs: number): void;
  allow(kinds: readonly string[]): void;
  confirm(offset: number): void;
  /** At most `limit` updates and 4 MiB, oldest first. */
  head(limit: number): QueuedUpdate[];
  clear(): void;
  jumpTo(id: number): void;
  /** Delivers the last `count` confirmed updates once more. */
  redeliver(count: number): void;
  reorder(order: (updates: readonly QueuedUpdate[]) => readonly QueuedUpdate[]): void;
  /** Calls back when something was queued. */
  listen(heard: () => void): () => void;
}

// Left out of an empty list of `allowed_updates` (Bot API, getUpdates).
const neverByDefault = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
const maxBytes = 4 * 1024 * 1024;
// The server ignores an offset further than this beyond the tail (TQueue, td).
const maxAhead = 10;
const keptConfirmed = 100;

export function createUpdateQueue(clock: Clock, firstId: number): UpdateQueue {
  let pending: QueuedUpdate[] = [];
  let confirmed: QueuedUpdate[] = [];
  let nextId = firstId;
  let allowed: readonly string[] = [];
  const listeners = new Set<() => void>();

  const expire = (): void => {
    const now = clock.now();
    if (pending.some((update) => update.expiresAt <= now)) {
      pending = pending.filter((update) => update.expiresAt > now);
    }
  };
  const isAllowed = (kind: string): boolean =>
    allowed.length === 0 ? !neverByDefault.has(kind) : allowed.includes(kind);
  const heard = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const drop = (count: number): void => {
    const gone = pending.slice(0, count).filter((update) => !update.mustDeliver);
    pending = [...pending.slice(0, count).filter((u) => u.mustDeliver), ...pending.slice(count)];
    confirmed = [...confirmed, ...gone].slice(-keptConfirmed);
  };

  return {
    get pending() {
      expire();
      return pending;
    },
    get allowed() {
      return allowed;
    },
    push: (kind, payload, lifeMs) => {
      if (!isAllowed(kind)) return;
      const id = nextId++;
      const body = JSON.stringify({ update_id: id, [kind]: payload });
      const expiresAt = clock.now() + lifeMs;
      pending.push({ id, kind, body, expiresAt, mustDeliver: false });
      heard();
    },
    allow: (kinds) => {
      allowed = [...kinds];
    },
    confirm: (offset) => {
      expire();
      if (offset === 0 || offset > nextId + maxAhead) return;
      if (offset < 0) {
        drop(Math.max(0, pending.length + offset));
        return;
      }
      // By position first: after a jump of the ids a later update may have a lower number.
      const last = pending.findIndex((update) => update.id === offset - 1 && !update.mustDeliver);
      if (last >= 0) {
        drop(last + 1);
        return;
      }
      const kept = pending.findIndex((update) => update.id >= offset && !update.mustDeliver);
      drop(kept < 0 ? pending.length : kept);
    },
    head: (limit) => {
      expire();
      const batch: QueuedUpdate[] = [];
      let bytes = 0;
      for (const update of pending.slice(0, limit)) {
        bytes += Buffer.byteLength(update.body);
        if (bytes > maxBytes && batch.length > 0) break;
        batch.push(update);
      }
      for (const update of batch) update.mustDeliver = false;
      return batch;
    },
    clear: () => {
      pending = [];
    },
    jumpTo: (id) => {
      nextId = id;
    },
    redeliver: (count) => {
      const again = confirmed.slice(-count).map((update) => ({ ...update, mustDeliver: true }));
      pending = [...again, ...pending];
      if (again.length > 0) heard();
    },
    reorder: (order) => {
      pending = [...order(pending)];
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
