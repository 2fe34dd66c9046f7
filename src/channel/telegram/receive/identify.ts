import type { Clock } from '../../../base/clock.ts';
import type { PersonId } from '../../../model/ids.ts';
import type { BotIdentity } from '../../../model/update.ts';
import type { Connection } from '../api/api.ts';
import { backoffMs } from './backoff.ts';
import type { ReceiveState } from './state.ts';
import { tokenRejected } from './token.ts';

// A refused token must end the start within 15 s (design.md, exit codes).
const deadlineMs = 10_000;

/**
 * Who we are. Waits for Telegram as long as it takes.
 *
 * @throws {PocketdexError} `TELEGRAM_TOKEN_REJECTED`
 */
export async function identify(
  connection: Connection,
  clock: Clock,
  onState: (state: ReceiveState) => void,
  signal: AbortSignal,
): Promise<BotIdentity> {
  for (let attempt = 1; ; attempt++) {
    const answer = await connection.ask(
      'getMe',
      deadlineMs,
      async (raw, stop) => raw.getMe(stop),
      signal,
    );
    if (answer.ok) {
      const { result } = answer;
      return {
        id: result.id as PersonId,
        username: result.username,
        hasTopics: result.has_topics_enabled === true,
        allowsUserTopics: result.allows_users_to_create_topics === true,
        readsAllGroupMessages: result.can_read_all_group_messages === true,
      };
    }
    const { failure } = answer;
    if (failure.class === 'token') throw tokenRejected();
    const retryInMs = failure.retryAfterMs ?? backoffMs(attempt, 1_000, 30_000);
    onState({ type: 'retrying', reason: failure.description, retryInMs });
    await clock.sleep(retryInMs, signal);
  }
}
