import type { FormattedText } from './formatted-text.ts';
import type { MessageId, Nonce, TopicKey, TurnId } from './ids.ts';

export type Button =
  | {
      readonly type: 'press';
      readonly label: string;
      readonly nonce: Nonce;
      readonly style?: 'danger' | 'primary';
    }
  | { readonly type: 'open'; readonly label: string; readonly url: string };

/** What one message holds. */
export interface Content {
  readonly text: FormattedText;
  readonly buttons: readonly (readonly Button[])[];
}

/**
 * In falling order: requests · finals · acknowledgements and replies · queue cards · the live message ·
 * commentary (design.md, the surface that stays).
 */
export const priorities = ['request', 'final', 'reply', 'queue', 'live', 'commentary'] as const;
export type Priority = (typeof priorities)[number];

/** What should be there. Durable but for `live`, whose text is asked for when the budget lets it go. */
export type Desired =
  | {
      readonly type: 'message';
      readonly content: Content;
      readonly loud: boolean;
      readonly replyTo: MessageId | undefined;
    }
  | { readonly type: 'live'; readonly turn: TurnId }
  | { readonly type: 'reaction'; readonly message: MessageId; readonly emoji: string }
  /** A message that came to stand elsewhere than asked for is taken away, once. */
  | { readonly type: 'delete'; readonly message: MessageId }
  /** The topic exists and has this name. */
  | { readonly type: 'topic'; readonly name: string }
  | {
      readonly type: 'document';
      readonly path: string;
      readonly name: string;
      readonly caption: string;
      readonly loud: boolean;
    }
  | {
      readonly type: 'commands';
      readonly commands: readonly { readonly name: string; readonly description: string }[];
    };

/** A message's place in a topic: `turn:<id>/live`, `turn:<id>/final/2`, `card:<id>`, `react:<message>`, `topic`. */
export interface SlotKey {
  readonly topic: TopicKey;
  /** Rises whenever the topic is bound anew; forks keep their parent's turn ids. */
  readonly generation: number;
  readonly name: string;
}

export interface Slot {
  readonly key: SlotKey;
  readonly priority: Priority;
  readonly desired: Desired;
  /** It goes before everything of its rank that waits in the topic when it is first wished for. */
  readonly first?: boolean;
  /** Nothing more is expected of it: delivered, it may be forgotten after a while. Other content reopens it. */
  readonly over?: boolean;
}
