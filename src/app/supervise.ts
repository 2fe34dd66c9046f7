import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { PocketdexError } from '../model/error.ts';

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A stage that ran this long is well again: its next failure begins with the shortest pause. */
const wellAfterMs = 60_000;

/**
 * Runs a stage and runs it again when it fails, with growing pauses. What a person has to mend (a refused
 * token, an engine that is not there) ends it instead.
 */
export async function supervise(
  stage: { readonly name: string; readonly run: (signal: AbortSignal) => Promise<void> },
  deps: { readonly clock: Clock; readonly log: Log; readonly onRestart: (name: string) => void },
  signal: AbortSignal,
): Promise<void> {
  const { clock, log, onRestart } = deps;
  for (let failures = 0; ; failures++) {
    const begun = clock.monotonic();
    try {
      await stage.run(signal);
      return;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof PocketdexError) throw error;
      if (clock.monotonic() - begun > wellAfterMs) failures = 0;
      log.error('A stage failed and is started again.', { stage: stage.name, error });
      onRestart(stage.name);
    }
    await clock.sleep(Math.min(longestPauseMs, firstPauseMs * 2 ** failures), signal);
  }
}
