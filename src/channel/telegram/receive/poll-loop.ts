import type { Clock } from '../../../base/clock.ts';
import type { RawUpdate } from '../../../model/update.ts';
import type { Answer, Connection } from '../api/api.ts';
import { backoffMs } from './backoff.ts';
import { after, type Cursor, isRepeat, start } from './offset.ts';
import type { Pulse } from './pulse.ts';
import { rawUpdates } from './raw-updates.ts';
import { createRecovery } from './recovery.ts';
import type { ReceiveState } from './state.ts';

export interface PollLoop {
  readonly connection: Connection;
  readonly clock: Clock;
  /** Synchronous and durable: when it returns, Telegram may forget the updates. */
  readonly commit: (updates: readonly RawUpdate[]) => void;
  readonly onState: (state: ReceiveState) => void;
}

/** What we act on. Kept on the server between runs; said with every poll (telegram.md 1.2.4). */
const allowedUpdates = [
  'message',
  'edited_message',
  'callback_query',
  'message_reaction',
  'my_chat_member',
  'stopped_message_generation',
] as const;

const serverTimeoutS = 30;
const deadlineMs = 45_000;
const repeatPauseMs = 1_000;
/** An empty answer that did not wait comes from something in between; asking on would be a storm. */
const hastyMs = 1_000;

/**
 * Polls until the signal ends it. The next poll, whose offset confirms a batch, begins after the commit.
 *
 * @throws {PocketdexError} `TELEGRAM_TOKEN_REJECTED`
 */
export async function pollLoop(loop: PollLoop, pulse: Pulse, signal: AbortSignal): Promise<never> {
  const { connection, clock, commit, onState } = loop;
  const recovery = createRecovery(loop);
  let cursor = start;
  let notStored = 0;

  const wait = async (ms: number): Promise<void> => {
    pulse.rest(ms);
    await clock.sleep(ms, signal);
  };

  for (;;) {
    const askedAt = clock.monotonic();
    const answer = await poll(connection, cursor, signal);
    // A loop that was given up may come to life again; it must not act any more.
    signal.throwIfAborted();
    if (!answer.ok) {
      const { pauseMs, isAlive } = await recovery.after(answer.failure, signal);
      if (isAlive) pulse.beat();
      if (pauseMs > 0) await wait(pauseMs);
      continue;
    }
    pulse.beat();
    recovery.forget();
    const updates = rawUpdates(answer.result);
    try {
      if (updates.length > 0) commit(updates);
    } catch {
      // A full disk: the same updates come again with the same offset.
      const retryInMs = backoffMs(++notStored, 1_000, 60_000);
      onState({ type: 'not-stored', retryInMs });
      await wait(retryInMs);
      continue;
    }
    notStored = 0;
    onState({ type: 'polling' });
    const ids = updates.map(({ id }) => id);
    const isHasty = ids.length === 0 && clock.monotonic() - askedAt < hastyMs;
    if (isHasty || isRepeat(cursor, ids)) await wait(repeatPauseMs);
    cursor = after(cursor, ids);
  }
}

const poll = (
  connection: Connection,
  { offset }: Cursor,
  signal: AbortSignal,
): Promise<Answer<unknown>> =>
  connection.ask(
    'getUpdates',
    deadlineMs,
    async (raw, stop) =>
      raw.getUpdates(
        { offset, limit: 100, timeout: serverTimeoutS, allowed_updates: allowedUpdates },
        stop,
      ),
    signal,
  );
