import { unreachable } from '../../../model/unreachable.ts';
import type { Connection } from '../api/api.ts';
import type { ApiFailure } from '../api/failure.ts';
import { backoffMs } from './backoff.ts';
import type { ReceiveState } from './state.ts';
import { tokenRejected } from './token.ts';

export interface Recovery {
  /**
   * What to do after a failed poll. `isAlive`: the failure itself shows that the loop is not stuck.
   *
   * @throws {PocketdexError} `TELEGRAM_TOKEN_REJECTED`
   */
  after(
    failure: ApiFailure,
    signal: AbortSignal,
  ): Promise<{ readonly pauseMs: number; readonly isAlive: boolean }>;
  /** A poll was answered with updates or none: counting begins anew. */
  forget(): void;
}

interface Options {
  readonly connection: Connection;
  readonly onState: (state: ReceiveState) => void;
}

export function createRecovery({ connection, onState }: Options): Recovery {
  let troubles = 0;
  let conflicts = 0;
  let triedWebhook = false;

  const retry = (reason: string, retryInMs: number) => {
    onState({ type: 'retrying', reason, retryInMs });
    return { pauseMs: retryInMs, isAlive: true };
  };

  return {
    forget: () => {
      troubles = 0;
      conflicts = 0;
    },
    after: async (failure, signal) => {
      switch (failure.class) {
        case 'token':
          throw tokenRejected();
        case 'conflict': {
          if (/webhook is active/i.test(failure.description) && !triedWebhook) {
            triedWebhook = true;
            await deleteWebhook(connection, signal);
            return { pauseMs: 0, isAlive: true };
          }
          conflicts += 1;
          const retryInMs = backoffMs(conflicts, 5_000, 60_000);
          onState({ type: 'conflict', count: conflicts, retryInMs });
          return { pauseMs: retryInMs, isAlive: true };
        }
        case 'flood':
          // The server says a restart of its own this way too (telegram-bot-api, Client.cpp).
          return retry(failure.description, failure.retryAfterMs ?? 0);
        case 'unknown':
        case 'not-sent':
        case 'migrated':
        case 'refused': {
          connection.reset();
          // Nobody answered: time enough has passed, and the watchdog goes on counting.
          if (failure.isTimeout) return { pauseMs: 0, isAlive: false };
          troubles += 1;
          return retry(failure.description, backoffMs(troubles, 1_000, 15_000));
        }
        default:
          return unreachable(failure.class);
      }
    },
  };
}

/** The queue stays as it is: what waits there was meant for us. */
const deleteWebhook = (connection: Connection, signal: AbortSignal) =>
  connection.ask(
    'deleteWebhook',
    20_000,
    async (raw, stop) => raw.deleteWebhook({ drop_pending_updates: false }, stop),
    signal,
  );
