import type { ThreadSettings, ThreadStatus, TurnRecord } from './engine-event.ts';
import type { ClientId, ThreadId, TurnId } from './ids.ts';
import type { RequestAnswer, RpcId } from './request.ts';

export interface PromptInput {
  readonly text: string;
  /** Absolute paths of images. */
  readonly images: readonly string[];
}

export interface NewThread {
  /** Absolute directory. */
  readonly cwd: string;
  readonly model?: string;
  readonly effort?: string;
  readonly approvalPolicy?: string;
  readonly sandbox?: string;
}

export interface ThreadInfo {
  readonly id: ThreadId;
  readonly name: string | undefined;
  readonly preview: string;
  readonly cwd: string;
  readonly status: ThreadStatus;
  readonly updatedAt: number;
  readonly settings: ThreadSettings;
}

/** A thread as `resume` finds it. Turns newest last; the running one has only its finished items. */
export interface ThreadSnapshot {
  readonly thread: ThreadInfo;
  readonly turns: readonly TurnRecord[];
  /** Where older turns go on, or undefined at the beginning of the thread. */
  readonly older: string | undefined;
}

/**
 * What went wrong with an engine call, by what may be done next:
 * - `not-sent`: certainly not carried out, try again (no connection, overload, draining)
 * - `unknown`: the connection ended after the call was written; ask the history before repeating
 * - `gone`: the thread has no rollout, or does not exist: start anew
 * - `busy`: another program writes the thread ("already has an active writer")
 * - `stale`: the turn that was named is not the running one
 * - `refused`: anything else the engine said no to
 */
export type EngineFailure = 'not-sent' | 'unknown' | 'gone' | 'busy' | 'stale' | 'refused';

export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly failure: EngineFailure;

  constructor(failure: EngineFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

export interface EngineHealth {
  readonly connected: boolean;
  readonly version: string | undefined;
  /** True when the server is shared with the terminal and the desktop app. */
  readonly shared: boolean;
}

/**
 * One Codex server and account. Calls reject with `EngineError`, or with the signal's reason.
 * Its implementation reports `EngineEvent`s in order to the handler that it was opened with.
 */
export interface Engine {
  startThread(thread: NewThread, signal: AbortSignal): Promise<ThreadInfo>;
  /**
   * Subscribes to the thread's events and reads its last `turns` turns. `take` is given what was found in the
   * order of the events: none that happened later has been reported by then.
   */
  resumeThread(
    thread: ThreadId,
    turns: number,
    take: (snapshot: ThreadSnapshot) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** A page of older turns, newest last, with all their items. */
  readTurns(
    thread: ThreadId,
    older: string | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<{ readonly turns: readonly TurnRecord[]; readonly older: string | undefined }>;
  /** Threads by last activity, newest first. */
  listThreads(limit: number, signal: AbortSignal): Promise<readonly ThreadInfo[]>;
  /** The id of the turn; that of a turn which was already running means: it was steered. */
  startTurn(
    thread: ThreadId,
    input: PromptInput,
    clientId: ClientId,
    signal: AbortSignal,
  ): Promise<TurnId>;
  steer(
    thread: ThreadId,
    turn: TurnId,
    input: PromptInput,
    clientId: ClientId,
    signal: AbortSignal,
  ): Promise<TurnId>;
  /** Resolves when the turn is over. */
  interrupt(thread: ThreadId, turn: TurnId, signal: AbortSignal): Promise<void>;
  /** Answers a request on the present connection; nothing comes back but `request-resolved`. */
  answer(rpc: RpcId, answer: RequestAnswer): void;
  health(): EngineHealth;
}
