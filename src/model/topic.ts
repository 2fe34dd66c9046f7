import type { ChatId, ThreadId, TopicId, TopicKey, TurnId } from './ids.ts';
import type { Moves } from './moves.ts';

export type TopicState = 'making' | 'open' | 'closed' | 'lost';
export type TopicMove = 'addressed' | 'closed' | 'reopened' | 'lost';

export const topicMoves: Moves<TopicState, TopicMove> = {
  making: { addressed: 'open', lost: 'lost' },
  open: { closed: 'closed', lost: 'lost' },
  closed: { reopened: 'open', lost: 'lost' },
  // A topic that was taken for lost and is written in again lives.
  lost: { addressed: 'open', reopened: 'open' },
};

/** What a topic is tied to. The thread is undefined until the engine has made it. */
export interface Binding {
  readonly instance: string;
  readonly thread: ThreadId | undefined;
  /** Absolute. */
  readonly directory: string;
  /** Name of the configured project, or undefined for a projectless chat. */
  readonly project: string | undefined;
}

/** Any place that we write to: a topic, General, a plain chat, a private chat's main view. */
export interface Topic {
  readonly key: TopicKey;
  readonly chat: ChatId;
  /** Undefined for a chat's main view, and while a topic is still being made. */
  readonly topic: TopicId | undefined;
  readonly state: TopicState;
  readonly name: string;
  /** A name that a person gave is never replaced by an automatic one. */
  readonly namedBy: 'nobody' | 'us' | 'person';
  readonly generation: number;
  readonly binding: Binding | undefined;
  /** The turn that runs in the bound thread as far as we know, whoever began it. */
  readonly runningTurn: TurnId | undefined;
  /** Undefined: prompts flow. Otherwise why they wait. */
  readonly paused: 'person' | 'interrupted' | 'failed' | 'limit' | undefined;
}

/** How much of a turn the topic shows already. */
export type ShownState = 'unseen' | 'line' | 'full';
