import type { Address } from './address.ts';
import type { CardId, ClientId, MessageId, PersonId, PromptId, TopicKey, TurnId } from './ids.ts';
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
  /** The engine answered with a turn; its item is unseen. */
  | 'accepted'
  /** Its item was seen in a turn. */
  | 'seen'
  | 'completed'
  | 'failed'
  | 'interrupted'
  | 'deleted';

export const promptMoves: Moves<PromptState, PromptMove> = {
  gathering: { gathered: 'waiting', hold: 'held', deleted: 'deleted' },
  held: { chosen: 'waiting', deleted: 'deleted' },
  waiting: { send: 'sending', hold: 'held', deleted: 'deleted' },
  sending: { returned: 'waiting', accepted: 'accepted', seen: 'running', failed: 'failed' },
  // An accepted one whose turn ended without its item goes back to the head of the queue.
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
  /** Of the topic's binding that it was written for. */
  readonly generation: number;
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
  /** Names the album or paste that it is gathered from. */
  readonly gather: string | undefined;
  /** Its queue card, once it had to wait. */
  readonly card: CardId | undefined;
  readonly createdAt: number;
  /** When its engine command was last written. */
  readonly sentAt: number | undefined;
  readonly endedAt: number | undefined;
}
