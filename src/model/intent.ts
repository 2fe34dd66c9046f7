import type { Actor } from './actor.ts';
import type { Address } from './address.ts';
import type { ChatId, MessageId, Nonce, TopicId } from './ids.ts';

/** Where an intent came from. `at` is the message's own date in Unix milliseconds. */
export interface Origin {
  readonly address: Address;
  /** A forum or a private chat with topics (`is_forum`, `has_topics_enabled`): topics can be made here. */
  readonly topics: boolean;
  readonly actor: Actor;
  readonly message: MessageId;
  readonly at: number;
}

/** What a person quoted or replied to, as marked context: at most 1,000 characters. */
export interface Quoted {
  readonly message: MessageId;
  /** True when the quoted message is the bot's own. */
  readonly ours: boolean;
  readonly text: string;
}

/** What a person wants, parsed once from a raw update; nothing after intake sees the update. */
export type Intent =
  | {
      readonly type: 'prompt';
      readonly origin: Origin;
      readonly text: string;
      readonly quoted: Quoted | undefined;
      /** Messages with the same key are one prompt: an album's group, or a paste that the app cut in pieces. */
      readonly gather: Gather | undefined;
      /** Kinds of attached files that this version cannot take along, in Telegram's words. */
      readonly attachments: readonly string[];
      readonly forwarded: boolean;
    }
  | {
      readonly type: 'command';
      readonly origin: Origin;
      /** Lower case, without slash and bot name. */
      readonly name: string;
      /** Rest of the first line. */
      readonly argument: string;
      /** The lines after the first. */
      readonly body: string;
      readonly quoted: Quoted | undefined;
    }
  | {
      readonly type: 'press';
      readonly origin: Origin;
      readonly callback: string;
      readonly nonce: Nonce;
    }
  | { readonly type: 'edit'; readonly origin: Origin; readonly text: string }
  | {
      readonly type: 'topic-created';
      readonly origin: Origin;
      readonly name: string;
      readonly implicit: boolean;
    }
  | { readonly type: 'topic-renamed'; readonly origin: Origin; readonly name: string }
  | { readonly type: 'topic-closed'; readonly origin: Origin }
  | { readonly type: 'topic-reopened'; readonly origin: Origin }
  /** Our own service message came back: it settles a `createForumTopic` of unknown fate. */
  | {
      readonly type: 'own-topic-created';
      readonly chat: ChatId;
      readonly topic: TopicId;
      readonly name: string;
    }
  | { readonly type: 'migrated'; readonly from: ChatId; readonly to: ChatId }
  | { readonly type: 'reachable'; readonly chat: ChatId; readonly reachable: boolean }
  | { readonly type: 'unsupported'; readonly origin: Origin; readonly kind: string };

/** How pieces are gathered: an album by its group id, a long paste by following at once. */
export type Gather =
  | { readonly type: 'album'; readonly group: string }
  | { readonly type: 'paste' };
