import { type Fields, has } from '../fields.ts';

/** Files that can come with words. */
const files = [
  'animation',
  'live_photo',
  'photo',
  'video',
  'video_note',
  'voice',
  'audio',
  'document',
];

/** For older clients an animation is sent as a document too, a live photo as a photo (Bot API, Message). */
const alsoSentAs: Readonly<Record<string, string>> = { animation: 'document', live_photo: 'photo' };

/** Kinds of the files that a message carries, in Telegram's words. */
export function attachmentsOf(message: Fields): readonly string[] {
  const found = files.filter((kind) => has(message, kind));
  const doubles = new Set(found.map((kind) => alsoSentAs[kind]));
  return found.filter((kind) => !doubles.has(kind));
}

/** What a message is about without being content: who wrote it, when, where, how it is shown. */
const envelope = new Set([
  'message_id',
  'message_thread_id',
  'is_topic_message',
  'direct_messages_topic',
  'from',
  'sender_tag',
  'sender_boost_count',
  'receiver_user',
  'ephemeral_message_id',
  'date',
  'edit_date',
  'chat',
  'forward_origin',
  'reply_to_message',
  'reply_to_checklist_task_id',
  'reply_to_poll_option_id',
  'reply_to_story',
  'external_reply',
  'quote',
  'has_protected_content',
  'has_media_spoiler',
  'show_caption_above_media',
  'is_from_offline',
  'is_paid_post',
  'author_signature',
  'link_preview_options',
  'effect_id',
  'paid_star_count',
  'reply_markup',
  'media_group_id',
  'caption_entities',
  'entities',
]);

/** News of the chat, not addressed to us. */
const news = new Set([
  'new_chat_members',
  'left_chat_member',
  'chat_owner_left',
  'chat_owner_changed',
  'community_chat_joined',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'group_chat_created',
  'supergroup_chat_created',
  'channel_chat_created',
  'managed_bot_created',
  'message_auto_delete_timer_changed',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'pinned_message',
  'connected_website',
  'write_access_allowed',
  'proximity_alert_triggered',
  'boost_added',
  'chat_background_set',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
  'video_chat_scheduled',
  'video_chat_started',
  'video_chat_ended',
  'video_chat_participants_invited',
  'checklist_tasks_done',
  'checklist_tasks_added',
  'poll_option_added',
  'poll_option_deleted',
  'direct_message_price_changed',
  'paid_message_price_changed',
  'giveaway_created',
  'giveaway_completed',
]);

/** The kind of a message that holds nothing we can use; undefined for news of the chat. */
export function unsupportedKind(message: Fields): string | undefined {
  const content = Object.keys(message).filter((name) => !envelope.has(name));
  if (content.some((name) => news.has(name))) return undefined;
  // A venue comes with its location beside it (Bot API, Message.venue).
  const kind = content.includes('venue') ? 'venue' : content[0];
  return kind?.slice(0, 64);
}
