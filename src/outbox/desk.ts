import type { Store } from '../store/open.ts';
import type { PendingSlot } from '../store/tables/slots.ts';
import { isOpenTo, keyOf, liveCandidates, pendingCandidates } from './candidates.ts';
import type { LivePace } from './memory/live-pace.ts';
import type { Candidate } from './plan/choose.ts';

/** The slots that have something to do, read again only when one of them may have changed. */
export interface Desk {
  stale(): void;
  candidates(now: number): readonly Candidate[];
  /** Durable slots with something to do: those that can go, and those that wait for a topic. */
  durable(): { readonly open: readonly PendingSlot[]; readonly held: readonly PendingSlot[] };
}

export function createDesk({ slots }: Store, pace: LivePace): Desk {
  let cached:
    | { readonly pending: readonly PendingSlot[]; readonly live: readonly PendingSlot[] }
    | undefined;

  const rows = (): NonNullable<typeof cached> => {
    if (cached) return cached;
    cached = { pending: slots.pending(), live: slots.live() };
    const live = [...cached.pending, ...cached.live].filter(({ type }) => type === 'live');
    pace.keepOnly(live.map(keyOf));
    return cached;
  };

  return {
    stale: () => {
      cached = undefined;
    },
    candidates: (now) => {
      const { pending, live } = rows();
      return [...pendingCandidates(pending, pace, now), ...liveCandidates(live, pace, now)];
    },
    durable: () => {
      const durable = rows().pending.filter(({ type }) => type !== 'live');
      return {
        open: durable.filter(isOpenTo),
        held: durable.filter((slot) => !isOpenTo(slot)),
      };
    },
  };
}
