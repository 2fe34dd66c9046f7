import type { Address } from './address.ts';
import type { ClientId, MessageId, PersonId, PromptId, TopicKey, TurnId } from './ids.ts';
import type { Moves } from './moves.ts';

export type PromptState =
  | 'gathering'
  | 'held'
  | 'waiting'
  | 'sending'
  | 'accepted'
  | 'running'
  | 'done'
  | 'failed'
  | 'interrupted'
  | 'deleted';

export type PromptMove =
  /** All pieces of an album or a paste are there · a place was chosen. */
  | 'gathered'
  | 'hold'
  | 'chosen'
  /** Its engine command was written. */
  | 'send'
  /** The engine certainly does not have it: back to the queue. */
  | 'returned'
  /** Taken by a running turn; its item is unseen. */
  | 'steered'
  /** Its own turn began, or its item was seen in a turn. */
  | 'seen'
  | 'completed'
  | 'failed'
  | 'interrupted'
  | 'deleted';

export const promptMoves: Moves<PromptState, PromptMove> = {
  gathering: { gathered: 'waiting', hold: 'held', deleted: 'deleted' },
  held: { chosen: 'waiting', deleted: 'deleted' },
  waiting: { send: 'sending', hold: 'held', deleted: 'deleted' },
  sending: { returned: 'waiting', steered: 'accepted', seen: 'running', failed: 'failed' },
  // An accepted steer whose turn ended without its item goes back to the head of the queue.
  accepted: { seen: 'running', returned: 'waiting' },
  running: { completed: 'done', failed: 'failed', interrupted: 'interrupted' },
  done: {},
  failed: {},
  interrupted: {},
  deleted: {},
};

/** A queue entry and a task record in one. */
export interface Prompt {
  readonly id: PromptId;
  readonly topic: TopicKey;
  readonly state: PromptState;
  /** Ours by the prefix `pd-`; the engine gives it back with the item (`userMessage.clientId`). */
  readonly clientId: ClientId;
  readonly text: string;
  readonly source:
    | { readonly address: Address; readonly message: MessageId; readonly person: PersonId }
    | undefined;
  /** Order in the topic's queue; may be fractional. */
  readonly place: number;
  readonly turn: TurnId | undefined;
  readonly createdAt: number;
  readonly endedAt: number | undefined;
}
