declare const brand: unique symbol;
type Id<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Telegram chat, as in `chat.id`: signed, at most 52 significant bits, so a number holds it. */
export type ChatId = Id<number, 'ChatId'>;
/** Telegram's number of a topic, as in `message_thread_id`; our own row has a `TopicKey`. */
export type TopicId = Id<number, 'TopicId'>;
/** Telegram's number of a message, unique within its chat only. */
export type MessageId = Id<number, 'MessageId'>;
/** Telegram's number of a person, as in `from.id`. */
export type PersonId = Id<number, 'PersonId'>;
export type UpdateId = Id<number, 'UpdateId'>;
/** Our own row of a topic. It is stable where Telegram's address comes late or changes. */
export type TopicKey = Id<number, 'TopicKey'>;
/** Codex conversation. It outlives every connection and every process of ours. */
export type ThreadId = Id<string, 'ThreadId'>;
export type TurnId = Id<string, 'TurnId'>;
export type ItemId = Id<string, 'ItemId'>;
/** What we put on a prompt as `clientUserMessageId`: ours by its prefix, unique, found again in history. */
export type ClientId = Id<string, 'ClientId'>;
/** Row of a card. */
export type CardId = Id<number, 'CardId'>;
/** Row of a prompt. */
export type PromptId = Id<number, 'PromptId'>;
/** One-shot secret of a button: 16 base64url characters, 96 bits. */
export type Nonce = Id<string, 'Nonce'>;
