import type { NewThread } from './engine.ts';
import type { PromptId, TopicKey, TurnId } from './ids.ts';
import type { Moves } from './moves.ts';

/** What the engine is to be asked for. A row before it is sent. */
export type CommandBody =
  | { readonly type: 'start-thread'; readonly thread: NewThread; readonly makeDirectory: boolean }
  | { readonly type: 'start-turn'; readonly prompt: PromptId }
  | { readonly type: 'steer'; readonly prompt: PromptId; readonly turn: TurnId }
  | { readonly type: 'interrupt'; readonly turn: TurnId }
  | { readonly type: 'answer'; readonly request: string };

export type CommandState = 'queued' | 'sending' | 'doubtful' | 'done' | 'failed';
export type CommandMove = 'send' | 'retry' | 'doubt' | 'finish' | 'fail';

export const commandMoves: Moves<CommandState, CommandMove> = {
  queued: { send: 'sending', finish: 'done', fail: 'failed' },
  sending: { retry: 'queued', doubt: 'doubtful', finish: 'done', fail: 'failed' },
  // Its fate is read from history before anything is repeated.
  doubtful: { retry: 'queued', finish: 'done', fail: 'failed' },
  done: {},
  failed: {},
};

export interface EngineCommand {
  readonly id: number;
  readonly topic: TopicKey;
  readonly generation: number;
  readonly body: CommandBody;
  readonly state: CommandState;
  readonly attempts: number;
}
