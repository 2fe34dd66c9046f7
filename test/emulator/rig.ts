import { createSimClock, type SimClock } from '../../src/base/sim-clock.ts';
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../src/emulator/emulator.ts';

/** An answer of the Bot API as it is on the wire. */
export interface Answer {
  readonly ok: boolean;
  readonly result?: unknown;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
}

export interface Update {
  readonly update_id: number;
  readonly [kind: string]: unknown;
}

export interface Rig {
  readonly clock: SimClock;
  readonly emulator: Emulator;
  /** One call, answered without moving the time. */
  call(method: string, params?: object, signal?: AbortSignal): Promise<Answer>;
  /** The texts of the messages of one poll. */
  poll(params?: object): Promise<Update[]>;
  texts(params?: object): Promise<unknown[]>;
}

/** An emulator on a simulated clock, called in process; flood limits are off unless asked for. */
export function createRig(options: Partial<EmulatorOptions> = {}): Rig {
  const clock = createSimClock();
  const emulator = createEmulator({ limits: 'off', ...options, clock });
  const call: Rig['call'] = async (method, params = {}, signal) => {
    const response = await emulator.fetch(`http://x/bot${emulator.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
      ...(signal && { signal }),
    });
    return (await response.json()) as Answer;
  };
  const poll: Rig['poll'] = async (params = {}) => {
    const answer = await clock.runUntil(call('getUpdates', params));
    if (!answer.ok) throw new Error(answer.description);
    return answer.result as Update[];
  };
  return {
    clock,
    emulator,
    call,
    poll,
    texts: async (params) => {
      const updates = await poll(params);
      return updates.map((update) => (update['message'] as { text?: string } | undefined)?.text);
    },
  };
}

/** The id of the message that a send returned. */
export const idOf = (answer: Answer): number =>
  (answer.result as { message_id: number }).message_id;
