import type { PersonId, UpdateId } from './ids.ts';

/** An update as Telegram delivered it, not yet looked at. */
export interface RawUpdate {
  readonly id: UpdateId;
  /** The whole update as JSON. */
  readonly body: string;
}

/** Who we are, as `getMe` tells it. */
export interface BotIdentity {
  readonly id: PersonId;
  /** Without `@`. */
  readonly username: string;
  /** Private chats with the bot have topics (`has_topics_enabled`). */
  readonly hasTopics: boolean;
  /** People may make topics in their private chat themselves (`allows_users_to_create_topics`). */
  readonly allowsUserTopics: boolean;
  /** Without it, groups hide plain messages from a bot that is no admin. */
  readonly readsAllGroupMessages: boolean;
}
