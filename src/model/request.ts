import type { ItemId, ThreadId, TurnId } from './ids.ts';
import type { Moves } from './moves.ts';

/** Return address of a request on one connection; ids begin at 0 again with each server. */
export type RpcId = string | number;

/** A choice that the engine takes for a command or a file change. */
export type Decision =
  | { readonly type: 'once' }
  | { readonly type: 'session' }
  /** Kept for every thread: the engine writes the rule into the user's rules file. */
  | { readonly type: 'always'; readonly rule: readonly string[] }
  | { readonly type: 'no' }
  /** Declines and ends the turn. */
  | { readonly type: 'stop' };

export interface Question {
  readonly id: string;
  readonly header: string;
  readonly text: string;
  readonly options: readonly { readonly label: string; readonly description: string }[];
  /** Free text is welcome beside the options. */
  readonly free: boolean;
  readonly secret: boolean;
}

export type RequestAsk =
  | {
      readonly type: 'command';
      readonly command: string;
      readonly cwd: string;
      readonly reason: string | undefined;
      readonly network: string | undefined;
      /** The rule that "always" would keep, e.g. `['npm', 'ci']`; undefined where none is proposed. */
      readonly rule: readonly string[] | undefined;
    }
  /** The diff stands in the file-change item of the same id, which came just before. */
  | {
      readonly type: 'file-change';
      readonly reason: string | undefined;
      readonly root: string | undefined;
    }
  | { readonly type: 'questions'; readonly questions: readonly Question[] }
  /** A kind without a card of its own: shown by name with its raw fields, and can be declined. */
  | { readonly type: 'other'; readonly method: string; readonly summary: string };

/** The engine waits for a person. */
export interface EngineRequest {
  readonly rpc: RpcId;
  /** The same request is sent again after a resume; this names it across connections. */
  readonly key: string;
  readonly thread: ThreadId;
  readonly turn: TurnId | undefined;
  readonly item: ItemId | undefined;
  readonly ask: RequestAsk;
}

export type RequestAnswer =
  | { readonly type: 'decision'; readonly decision: Decision }
  /** By question id; a question without an entry was skipped. */
  | { readonly type: 'answers'; readonly answers: Readonly<Record<string, readonly string[]>> }
  /** The safe no for kinds that we do not know. */
  | { readonly type: 'refuse' };

export type RequestState = 'asked' | 'decided' | 'settled' | 'lapsed';
/** A person pressed · the engine resolved it · the turn ended · after a reconnect it was not sent again · it was sent
 * again all the same. */
export type RequestMove = 'pressed' | 'resolved' | 'ended' | 'notResent' | 'askedAgain';

/** Every legal move. A lost connection moves nothing: the request may come again. */
export const requestMoves: Moves<RequestState, RequestMove> = {
  asked: { pressed: 'decided', resolved: 'settled', ended: 'lapsed', notResent: 'lapsed' },
  decided: { resolved: 'settled', ended: 'settled', notResent: 'lapsed' },
  settled: {},
  // Taken for dead too soon, by a machine that slept or a slow server: it waits for a person after all.
  lapsed: { askedAgain: 'asked' },
};
