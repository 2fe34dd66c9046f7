import type { SlotKey } from '../../model/slot.ts';

/** When live messages are looked at. In memory only: what is lost is the moment, not the message. */
export interface LivePace {
  /** The content may have changed. @returns whether that is worth a look now */
  touch(key: SlotKey, now: number): boolean;
  /** When to look at it next. Running time moves by itself, so untouched ones come round too. */
  dueAt(key: SlotKey, intervalMs: number, now: number): number;
  /** One that is not in the chat yet goes at once; if there was nothing to draw, at the next touch. */
  creationDueAt(key: SlotKey, now: number): number;
  /** It was looked at, and there was nothing to call for. */
  looked(key: SlotKey, now: number): void;
  called(key: SlotKey, isEdit: boolean, now: number): void;
  /** Keeps only what is still live. */
  keepOnly(keys: readonly SlotKey[]): void;
}

/** How often the running time alone moves a live message. */
const tickMs = 10_000;

/** How soon to look again, untouched, at a live message that has had nothing to show. */
const undrawnMs = 30_000;

interface Pace {
  isTouched: boolean;
  edits: number;
  calledAt: number;
  lookedAt: number;
  /** When there was nothing to draw. */
  blankAt: number | undefined;
  intervalMs: number;
}

export function createLivePace(): LivePace {
  const paces = new Map<string, Pace>();

  const paceOf = (key: SlotKey, now: number): Pace => {
    const id = idOf(key);
    const known = paces.get(id);
    if (known) return known;
    // Found after a restart: the next change goes at once, the running time at its interval.
    const pace: Pace = {
      isTouched: false,
      edits: 0,
      calledAt: 0,
      lookedAt: now,
      blankAt: undefined,
      intervalMs: 0,
    };
    paces.set(id, pace);
    return pace;
  };

  const due = (pace: Pace): number => {
    const { isTouched, edits, calledAt, lookedAt, intervalMs } = pace;
    // Nothing but time has passed: that is not worth the chat's budget as often.
    if (!isTouched) return Math.max(calledAt, lookedAt) + Math.max(intervalMs, tickMs);
    // The first sentence shall be seen at once.
    return edits === 0 ? 0 : calledAt + intervalMs;
  };

  return {
    touch: (key, now) => {
      const pace = paceOf(key, now);
      pace.isTouched = true;
      return due(pace) <= now;
    },
    dueAt: (key, intervalMs, now) => {
      const pace = paceOf(key, now);
      pace.intervalMs = intervalMs;
      return due(pace);
    },
    creationDueAt: (key, now) => {
      const pace = paces.get(idOf(key));
      if (pace?.blankAt === undefined || pace.isTouched) return now;
      return pace.blankAt + undrawnMs;
    },
    looked: (key, now) => {
      const pace = paceOf(key, now);
      pace.isTouched = false;
      pace.lookedAt = now;
      pace.blankAt = now;
    },
    called: (key, isEdit, now) => {
      const pace = paceOf(key, now);
      pace.isTouched = false;
      pace.calledAt = now;
      pace.lookedAt = now;
      pace.blankAt = undefined;
      pace.edits += isEdit ? 1 : 0;
    },
    keepOnly: (keys) => {
      const ids = new Set(keys.map(idOf));
      for (const id of paces.keys()) if (!ids.has(id)) paces.delete(id);
    },
  };
}

const idOf = ({ topic, generation, name }: SlotKey): string => `${topic}/${generation}/${name}`;
