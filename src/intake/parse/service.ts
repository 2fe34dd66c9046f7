import type { ChatId, TopicId } from '../../model/ids.ts';
import type { Intent, Origin } from '../../model/intent.ts';
import { type Fields, has, inner, integer, isTrue, string } from '../fields.ts';
import { addressOf } from './address.ts';

/** What Telegram itself says about a listed chat, whoever caused it. */
export function parseService(message: Fields): Intent | undefined {
  const address = addressOf(message);
  if (!address) return undefined;
  const { chat } = address;
  const from = integer(message, 'migrate_from_chat_id');
  if (from !== undefined) return { type: 'migrated', from: from as ChatId, to: chat };
  const to = integer(message, 'migrate_to_chat_id');
  if (to !== undefined) return { type: 'migrated', from: chat, to: to as ChatId };
  const made = inner(message, 'forum_topic_created');
  const topic = integer(message, 'message_thread_id') as TopicId | undefined;
  if (!made || topic === undefined) return undefined;
  return { type: 'own-topic-created', chat, topic, name: string(made, 'name') ?? '' };
}

/** What a person did to a topic; undefined where the message tells nothing of the kind. */
export function parseTopicChange(message: Fields, origin: Origin): Intent | undefined {
  const created = inner(message, 'forum_topic_created');
  if (created) {
    const implicit = isTrue(created, 'is_name_implicit');
    return { type: 'topic-created', origin, name: string(created, 'name') ?? '', implicit };
  }
  const edited = inner(message, 'forum_topic_edited');
  const name = edited && string(edited, 'name');
  // A change of the icon alone names nothing.
  if (name !== undefined) return { type: 'topic-renamed', origin, name };
  if (has(message, 'forum_topic_closed')) return { type: 'topic-closed', origin };
  if (has(message, 'forum_topic_reopened')) return { type: 'topic-reopened', origin };
  return undefined;
}
