import type { ReceiveState } from '../channel/telegram/receive/state.ts';
import type { EngineEvent } from '../model/engine-event.ts';

/** Tells once that Telegram is polled and the engine is there. */
export function createReadiness(onReady: () => void) {
  const missing = new Set(['telegram', 'engine']);
  const there = (what: 'telegram' | 'engine'): void => {
    if (missing.delete(what) && missing.size === 0) onReady();
  };
  return {
    telegram(state: ReceiveState): void {
      if (state.type === 'polling') there('telegram');
    },
    engine(event: EngineEvent): void {
      if (event.type === 'connected') there('engine');
    },
  };
}
