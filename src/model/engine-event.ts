import type { ItemId, ThreadId, TurnId } from './ids.ts';
import type { Item } from './item.ts';
import type { EngineRequest, RpcId } from './request.ts';

export type TurnOutcome = 'completed' | 'interrupted' | 'failed';

/** Why a turn failed, in the classes that are handled apart (codex/README.md, section 7). */
export interface TurnError {
  readonly kind: 'usage-limit' | 'context-full' | 'overloaded' | 'login' | 'network' | 'other';
  readonly message: string;
}

export type ThreadStatus = 'idle' | 'running' | 'waiting' | 'broken' | 'unloaded';

/** One turn as history tells it; items in order, only finished ones. */
export interface TurnRecord {
  readonly id: TurnId;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** Undefined while the turn runs. */
  readonly outcome: TurnOutcome | undefined;
  readonly error: TurnError | undefined;
  readonly items: readonly Item[];
}

export interface Checklist {
  readonly steps: readonly {
    readonly text: string;
    readonly state: 'pending' | 'active' | 'done';
  }[];
}

export interface ThreadSettings {
  readonly model: string | undefined;
  readonly effort: string | undefined;
  readonly approvalPolicy: string | undefined;
  readonly sandbox: string | undefined;
}

/** What folds into a timeline. `at` is Unix milliseconds by our clock, when the event arrived. */
export type TurnEvent =
  | {
      readonly type: 'turn-started';
      readonly thread: ThreadId;
      readonly turn: TurnId;
      readonly at: number;
    }
  | ItemEvent<'item-started'>
  | ItemEvent<'item-completed'>
  /** More text of an agent message, a plan or a reasoning summary. */
  | DeltaEvent<'text-delta'>
  /** More output of a command. */
  | DeltaEvent<'output-delta'>
  | {
      readonly type: 'checklist';
      readonly thread: ThreadId;
      readonly turn: TurnId;
      readonly checklist: Checklist;
      readonly at: number;
    }
  | {
      readonly type: 'context';
      readonly thread: ThreadId;
      readonly turn: TurnId;
      readonly usedTokens: number;
      readonly windowTokens: number | undefined;
      readonly at: number;
    }
  /** Something went wrong and the engine may try again by itself; the end is always `turn-ended`. */
  | {
      readonly type: 'trouble';
      readonly thread: ThreadId;
      readonly turn: TurnId;
      readonly error: TurnError;
      readonly willRetry: boolean;
      readonly at: number;
    }
  | {
      readonly type: 'turn-ended';
      readonly thread: ThreadId;
      readonly turn: TurnId;
      readonly outcome: TurnOutcome;
      readonly error: TurnError | undefined;
      readonly at: number;
    }
  /** Turns read from history, oldest first: they complete what was missed and never take anything away. */
  | {
      readonly type: 'history';
      readonly thread: ThreadId;
      readonly turns: readonly TurnRecord[];
      readonly at: number;
    };

interface ItemEvent<Type extends string> {
  readonly type: Type;
  readonly thread: ThreadId;
  readonly turn: TurnId;
  readonly item: Item;
  readonly at: number;
}

interface DeltaEvent<Type extends string> {
  readonly type: Type;
  readonly thread: ThreadId;
  readonly turn: TurnId;
  readonly item: ItemId;
  readonly delta: string;
  readonly at: number;
}

/** Everything that an engine reports, in the order in which it happened. */
export type EngineEvent =
  | TurnEvent
  | { readonly type: 'request'; readonly request: EngineRequest; readonly at: number }
  /** Somebody answered, or the turn ended: the request is over. */
  | {
      readonly type: 'request-resolved';
      readonly thread: ThreadId;
      readonly rpc: RpcId;
      readonly at: number;
    }
  | {
      readonly type: 'thread-status';
      readonly thread: ThreadId;
      readonly status: ThreadStatus;
      readonly at: number;
    }
  | {
      readonly type: 'thread-renamed';
      readonly thread: ThreadId;
      readonly name: string;
      readonly at: number;
    }
  | {
      readonly type: 'thread-settings';
      readonly thread: ThreadId;
      readonly settings: ThreadSettings;
      readonly at: number;
    }
  /** Limits of the account; a missing window keeps its last value (codex/README.md, section 7). */
  | { readonly type: 'limits'; readonly windows: readonly LimitWindow[]; readonly at: number }
  /** A connection is up and initialized. Request ids of earlier epochs mean nothing any more. */
  | {
      readonly type: 'connected';
      readonly epoch: number;
      readonly version: string;
      readonly at: number;
    }
  | {
      readonly type: 'disconnected';
      readonly epoch: number;
      readonly reason: string;
      readonly at: number;
    };

export interface LimitWindow {
  readonly id: string;
  readonly usedPercent: number;
  readonly windowMinutes: number | undefined;
  readonly resetsAt: number | undefined;
}
