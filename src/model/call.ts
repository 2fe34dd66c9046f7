import type { Address } from './address.ts';
import type { ChatId, MessageId, TopicId } from './ids.ts';
import type { Content } from './slot.ts';

/** One attempt of one Bot API call, in our words. Only the outbox makes them. */
export type Call =
  | {
      readonly type: 'send';
      readonly address: Address;
      readonly content: Content;
      readonly loud: boolean;
      readonly replyTo: MessageId | undefined;
    }
  | {
      readonly type: 'edit';
      readonly chat: ChatId;
      readonly message: MessageId;
      readonly content: Content;
    }
  | {
      readonly type: 'react';
      readonly chat: ChatId;
      readonly message: MessageId;
      readonly emoji: string;
    }
  | { readonly type: 'delete'; readonly chat: ChatId; readonly message: MessageId }
  | { readonly type: 'create-topic'; readonly chat: ChatId; readonly name: string }
  | {
      readonly type: 'rename-topic';
      readonly chat: ChatId;
      readonly topic: TopicId;
      readonly name: string;
    }
  | {
      readonly type: 'document';
      readonly address: Address;
      readonly path: string;
      readonly name: string;
      readonly caption: string;
      readonly loud: boolean;
    }
  | {
      readonly type: 'commands';
      readonly chat: ChatId;
      readonly commands: readonly { readonly name: string; readonly description: string }[];
    }
  | {
      readonly type: 'answer-callback';
      readonly callback: string;
      readonly text: string;
      readonly alert: boolean;
    };

/** Why Telegram refused, by what to do next (telegram.md 2.4). */
export type Refusal =
  | 'not-modified'
  | 'entities'
  | 'too-long'
  | 'empty'
  | 'message-gone'
  | 'topic-gone'
  | 'topic-closed'
  | 'no-topics'
  | 'chat-gone'
  | 'blocked'
  | 'rights'
  | 'markup'
  | 'too-large'
  | 'callback-expired'
  | 'token'
  | 'other';

export type CallResult =
  /** `message` and `topic` as Telegram gave them back; a topic other than the one asked for means it is gone. */
  | {
      readonly type: 'done';
      readonly message: MessageId | undefined;
      readonly topic: TopicId | undefined;
    }
  /** Nothing was written to the wire. */
  | { readonly type: 'not-sent'; readonly reason: string }
  /** It may have happened: a timeout, a reset, a 5xx, an answer that is no JSON. */
  | { readonly type: 'unknown'; readonly reason: string }
  | { readonly type: 'flood'; readonly retryAfterMs: number }
  | { readonly type: 'migrated'; readonly to: ChatId }
  | { readonly type: 'refused'; readonly refusal: Refusal; readonly description: string };

/** The sending half of a channel: one attempt, classified once, nothing kept. Never rejects but for the signal. */
export interface Channel {
  call(call: Call, signal: AbortSignal): Promise<CallResult>;
}
