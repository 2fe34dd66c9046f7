import { PocketdexError } from '../../../model/error.ts';
import { type PollLoop, pollLoop } from './poll-loop.ts';
import { createPulse } from './pulse.ts';
import type { ReceiveState } from './state.ts';
import { watchdog } from './watchdog.ts';

/**
 * Receives updates until the signal ends it (then it rejects with its reason). A loop that hangs is given
 * up, not waited for, and replaced by one with new connections (telegram.md 1.3).
 *
 * A token that is refused before the first answer ends the start; later it is reported, and receiving
 * rests until somebody aborts and begins with a new one.
 *
 * @throws {PocketdexError} `TELEGRAM_TOKEN_REJECTED`
 */
export async function receive(options: PollLoop, signal: AbortSignal): Promise<never> {
  const { connection, clock } = options;
  let hasPolled = false;
  const onState = (state: ReceiveState): void => {
    hasPolled ||= state.type === 'polling';
    options.onState(state);
  };
  for (;;) {
    signal.throwIfAborted();
    const generation = new AbortController();
    const abort = (): void => generation.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const pulse = createPulse(clock);
    try {
      const reason = await Promise.race([
        pollLoop({ ...options, onState }, pulse, generation.signal),
        watchdog(clock, pulse, generation.signal),
      ]);
      options.onState({ type: 'rebuilt', reason });
    } catch (thrown) {
      signal.throwIfAborted();
      if (!(thrown instanceof PocketdexError) || !hasPolled) throw thrown;
      options.onState({ type: 'token-rejected' });
      await ended(signal);
    } finally {
      signal.removeEventListener('abort', abort);
      generation.abort();
    }
    connection.reset();
  }
}

const ended = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const end = (): void => reject(signal.reason as Error);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
