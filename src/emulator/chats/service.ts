import type { ApiMessage } from '../records/api.ts';

const services = [
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'pinned_message',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'new_chat_members',
  'left_chat_member',
] as const;

/** Which notice of the chat itself a message is, if it is one. */
export const serviceOf = (api: ApiMessage): string | undefined =>
  services.find((kind) => api[kind] !== undefined);
