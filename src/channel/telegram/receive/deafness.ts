import type { Clock } from '../../../base/clock.ts';
import type { Connection } from '../api/api.ts';
import { ended } from './ended.ts';

/** What a loop has done since it began. */
export interface Hearing {
  /** Polls that were answered and kept. */
  readonly polls: number;
  readonly updates: number;
}

const lookEveryMs = 60_000;
const deadlineMs = 20_000;

/**
 * Ends when polls are answered and yet what waits for us does not become less: then we are connected and deaf
 * (telegram.md 1.3). Rests for ever once it is seen that we hear, or that nothing waits.
 */
export async function deafness(
  options: { readonly connection: Connection; readonly clock: Clock },
  hearing: () => Hearing,
  signal: AbortSignal,
): Promise<'deaf'> {
  const { clock } = options;
  let before: { readonly pending: number; readonly polls: number } | undefined;
  for (;;) {
    await clock.sleep(lookEveryMs, signal);
    const pending = await pendingUpdates(options.connection, signal);
    const { polls, updates } = hearing();
    if (pending === 0 || updates > 0) return ended(signal);
    // Without an answer, or without polls, others look after it.
    if (pending === undefined) continue;
    if (before && pending >= before.pending && polls > before.polls) return 'deaf';
    before = { pending, polls };
  }
}

async function pendingUpdates(
  connection: Connection,
  signal: AbortSignal,
): Promise<number | undefined> {
  const answer = await connection.ask(
    'getWebhookInfo',
    deadlineMs,
    async (raw, stop) => raw.getWebhookInfo(stop),
    signal,
  );
  return answer.ok ? answer.result.pending_update_count : undefined;
}
