import type { Fault } from '../faults/faults.ts';
import type { RefusalParameters } from '../records/refusal.ts';

export type CallAnswer =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly code: number;
      readonly description: string;
      readonly parameters?: RefusalParameters;
    }
  /** Nothing readable came back: a page, a reset, a refused connection, or the caller hung up. */
  | { readonly ok: false; readonly lost: 'page' | 'reset' | 'refused' | 'hung-up' };

export interface Call {
  readonly id: number;
  /** The Bot API's spelling. */
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly chatId: number | undefined;
  readonly topic: number | undefined;
  /** Wall and monotonic ms at arrival. */
  readonly at: number;
  readonly monotonicAt: number;
  endedAt: number | undefined;
  fault: Fault | undefined;
  /** Began after the bot had been told to leave this chat alone. */
  isDuringPause: boolean;
  /** A 429 of the server's own limits, the first of its pause. */
  isFirstRefusal: boolean;
  /** Undefined while under way, or when it is never answered. */
  answer: CallAnswer | undefined;
}

export interface CallLog {
  readonly calls: readonly Call[];
  add(call: Call): void;
  clear(): void;
}

/** Keeps at least the newest `max` calls. */
export function createCallLog(max: number): CallLog {
  let calls: Call[] = [];
  return {
    get calls() {
      return calls;
    },
    add: (call) => {
      calls.push(call);
      // Cut in halves, so that a long run does not move the list at every call.
      if (calls.length > max * 2) calls = calls.slice(-max);
    },
    clear: () => {
      calls = [];
    },
  };
}
