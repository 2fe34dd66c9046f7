import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../base/clock.ts';
import { PocketdexError } from '../model/error.ts';
import type { Config } from './config.ts';
import type { Loaded } from './load.ts';
import { stampOf } from './stamp.ts';
import { waitingKeys } from './waiting.ts';

export interface WatchOptions {
  readonly load: () => Loaded;
  readonly clock: Clock;
  /** @param waiting keys of the edit that act only after a restart */
  readonly onChange: (config: Config, waiting: readonly string[]) => void;
  /** The edit was bad, and the old configuration stays. Told once for each edit. */
  readonly onRefused: (error: PocketdexError) => void;
}

// Looked at, not listened to: editors replace files, links change their targets, and neither network
// drives nor container mounts tell of it. A look costs some microseconds; edits act within 2 s.
const lookMs = 500;
// A file that is being written is read when it has kept still for so long, but not for ever.
const stillMs = 150;
const mostLooks = 6;

/** Follows edits until the signal ends it, with its reason. */
export async function watchConfig(
  first: Loaded,
  { load, clock, onChange, onRefused }: WatchOptions,
  signal: AbortSignal,
): Promise<never> {
  let current = first;
  let seen = first.stamps;
  for (;;) {
    await clock.sleep(lookMs, signal);
    let now = stampsOf(seen);
    if (isDeepStrictEqual(now, seen)) continue;
    for (let look = 0; look < mostLooks; look++) {
      await clock.sleep(stillMs, signal);
      const before = now;
      now = stampsOf(seen);
      if (isDeepStrictEqual(now, before)) break;
    }
    seen = now;
    try {
      const loaded = load();
      seen = loaded.stamps;
      const previous = current;
      current = loaded;
      if (!isDeepStrictEqual(previous.config, loaded.config)) {
        onChange(loaded.config, waitingKeys(previous.config, loaded.config));
      }
    } catch (error) {
      if (!(error instanceof PocketdexError)) throw error;
      onRefused(error);
    }
  }
}

const stampsOf = (seen: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...seen.keys()].map((path) => [path, stampOf(path)]));
