import type { Clock } from '../../base/clock.ts';
import { joinSignals } from './join-signals.ts';

export interface UntilOptions {
  /** Milliseconds on the emulator's clock; 10 s when left out. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface Bell {
  ring(): void;
  /** Calls back at every ring until the returned function is called. */
  listen(heard: () => void): () => void;
}

export function createBell(): Bell {
  const listeners = new Set<() => void>();
  return {
    ring: () => {
      for (const heard of [...listeners]) heard();
    },
    listen: (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
  };
}

/**
 * Waits until `look` returns something, asking again at every ring and never by polling.
 *
 * @throws {Error} after `timeoutMs`; the signal's reason when aborted
 */
export async function until<T>(
  bell: Bell,
  clock: Clock,
  look: () => T | undefined | null | false,
  { timeoutMs = 10_000, signal }: UntilOptions = {},
): Promise<T> {
  const first = look();
  if (first !== undefined && first !== null && first !== false) return first;
  const stop = new AbortController();
  using both = joinSignals(signal, stop.signal);
  return await new Promise<T>((resolve, reject) => {
    const end = (settle: () => void): void => {
      unlisten();
      stop.abort();
      settle();
    };
    const unlisten = bell.listen(() => {
      try {
        const found = look();
        if (found !== undefined && found !== null && found !== false) end(() => resolve(found));
      } catch (error) {
        end(() => reject(error));
      }
    });
    clock.sleep(timeoutMs, both.signal).then(
      () => end(() => reject(new Error(`Nothing came within ${timeoutMs} ms.`))),
      (error: unknown) => end(() => reject(error)),
    );
  });
}
