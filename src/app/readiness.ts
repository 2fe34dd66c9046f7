import type { EngineEvent } from '../model/engine-event.ts';

/** Tells once that Telegram is polled and the engine is there. */
export function createReadiness(onReady: () => void) {
  const missing = new Set(['telegram', 'engine']);
  const there = (what: 'telegram' | 'engine'): void => {
    if (missing.delete(what) && missing.size === 0) onReady();
  };
  return {
    /** Telegram has told who we are, and the first poll goes out; an empty one would answer after half a minute. */
    polls: (): void => there('telegram'),
    engine(event: EngineEvent): void {
      if (event.type === 'connected') there('engine');
    },
  };
}
