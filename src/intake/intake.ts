import type { Clock } from '../base/clock.ts';
import { createWake } from '../base/wake.ts';
import type { UpdateId } from '../model/ids.ts';
import type { Intent } from '../model/intent.ts';
import type { AccessPolicy } from '../model/settings.ts';
import type { BotIdentity, RawUpdate } from '../model/update.ts';
import type { Store } from '../store/open.ts';
import type { RefusedReason } from './guard.ts';
import { guard } from './guard.ts';
import { laneOf } from './lane.ts';
import { parse } from './parse/parse.ts';
import { type DeadNotice, type Options, runInbox, settleSome } from './run-inbox.ts';

export interface IntakeOptions {
  readonly store: Pick<Store, 'transact' | 'inbox' | 'timers'>;
  readonly clock: Clock;
  /** Read anew for every update, so that an edit of the configuration acts at once. */
  readonly policy: () => AccessPolicy;
  readonly bot: BotIdentity;
  /** The effects of an intent; runs inside the transaction that settles its update. */
  readonly accept: (intent: Intent, update: UpdateId) => void;
  /** The same for a timer that fell due. `body` is the JSON that it was set with. */
  readonly acceptTimer: (kind: string, key: string, body: string) => void;
  /** An entry was set aside after bounded tries; its lane goes on. */
  readonly onDead: (entry: DeadNotice) => void;
  readonly onRefused?: (reason: RefusedReason) => void;
}

export interface Intake {
  /**
   * Stores what Telegram delivered; when it returns, Telegram may forget it. While `run` runs, the first entries
   * are handled in the same transaction: on a busy disk a sync of its own would be most of their way.
   */
  commit(updates: readonly RawUpdate[]): void;
  /** To be called when a timer was set from outside of a running entry. */
  wake(): void;
  /** Handles entries and due timers until the signal ends it. */
  run(signal: AbortSignal): Promise<never>;
}

export function createIntake(options: IntakeOptions): Intake {
  const { store, clock, policy, bot, accept, acceptTimer, onDead, onRefused } = options;
  const wake = createWake(clock);

  const handle = (body: string, id: UpdateId): void => {
    const update: unknown = JSON.parse(body);
    const rules = policy();
    const verdict = guard(update, rules, bot);
    if (verdict.type === 'refused') {
      onRefused?.(verdict.reason);
      return;
    }
    const intent = parse(update, verdict, { bot, groups: rules.groups });
    if (intent) accept(intent, id);
  };

  const inbox: Options = {
    ...{ store, clock, wake, onDead },
    handle: (entry) => {
      if (entry.source === 'timer') acceptTimer(entry.kind, entry.key, entry.body);
      else handle(entry.body, entry.updateId);
    },
  };
  let isRunning = false;

  return {
    commit: (updates) => {
      const botId = bot.id;
      const entries = updates.map(({ id, body }) => ({
        botId,
        updateId: id,
        body,
        lane: laneOf(JSON.parse(body)),
      }));
      store.transact(() => {
        store.inbox.add(entries, clock.now());
        if (isRunning) settleSome(inbox);
      });
      wake.wake();
    },
    wake: wake.wake,
    run: async (signal) => {
      isRunning = true;
      try {
        return await runInbox(inbox, signal);
      } finally {
        isRunning = false;
      }
    },
  };
}
