import { PocketdexError } from '../../../model/error.ts';
import { deafness } from './deafness.ts';
import { ended } from './ended.ts';
import { type PollLoop, pollLoop } from './poll-loop.ts';
import { createPulse } from './pulse.ts';
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
  for (let isRebuilt = false; ; isRebuilt = true) {
    signal.throwIfAborted();
    const generation = new AbortController();
    const abort = (): void => generation.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const pulse = createPulse(clock);
    const heard = { polls: 0, updates: 0 };
    const loop: PollLoop = {
      ...options,
      onState: (state) => {
        if (state.type === 'polling') {
          hasPolled = true;
          heard.polls += 1;
        }
        options.onState(state);
      },
      commit: (updates) => {
        heard.updates += updates.length;
        options.commit(updates);
      },
    };
    try {
      const reason = await Promise.race([
        pollLoop(loop, pulse, generation.signal),
        watchdog(clock, pulse, generation.signal),
        ...(isRebuilt ? [deafness(options, () => heard, generation.signal)] : []),
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
