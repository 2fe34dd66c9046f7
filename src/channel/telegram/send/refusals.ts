import type { Refusal } from '../../../model/call.ts';

// The first row that fits decides. The server lower-cases first letters, turns 404 and 406 into 400, and
// a 403 with an ALL_CAPS text into 400, so codes say little: substrings, whatever their case
// (telegram-bot-api, Client.cpp).
const rows: readonly (readonly [Refusal, readonly string[]])[] = [
  ['not-modified', ['message is not modified', 'message_not_modified', 'topic_not_modified']],
  ['callback-expired', ['query is too old', 'query id is invalid', 'query_id_invalid']],
  [
    'too-long',
    [
      'message is too long',
      'message_too_long',
      'text is too long',
      'caption is too long',
      'caption_too_long',
    ],
  ],
  ['empty', ['message text is empty', 'text must be non-empty', 'message_empty']],
  [
    'markup',
    [
      'button_',
      'reply markup',
      'reply_markup',
      "can't parse inline keyboard",
      'inline keyboard button',
    ],
  ],
  [
    'entities',
    [
      "can't parse entities",
      "can't parse messageentity",
      'entities_too_long',
      'entity_',
      'entity url',
      'strings must be encoded in utf-8',
    ],
  ],
  ['topic-closed', ['topic_closed', 'topic is closed']],
  [
    'no-topics',
    [
      'bot_forum_create_forbidden',
      'chat is not a forum',
      'channel_forum_missing',
      'forum_disabled',
    ],
  ],
  [
    'topic-gone',
    ['message thread not found', 'topic_deleted', 'topic_id_invalid', 'topic not found'],
  ],
  [
    'message-gone',
    [
      'message to edit not found',
      "message can't be edited",
      'message_id_invalid',
      'message to react not found',
      'message to delete not found',
      "message can't be deleted",
      'message not found',
      'message to be replied not found',
    ],
  ],
  [
    'blocked',
    [
      'bot was blocked by the user',
      'user is deactivated',
      'bot was kicked',
      'bot is not a member',
      'group chat was deleted',
      'group chat was deactivated',
      "bot can't initiate conversation",
      'user_is_blocked',
      'input_user_deactivated',
    ],
  ],
  [
    'chat-gone',
    ['chat not found', 'peer_id_invalid', 'chat_id_invalid', 'channel_invalid', 'channel_private'],
  ],
  [
    'rights',
    [
      'not enough rights',
      'chat_write_forbidden',
      'chat_admin_required',
      'need administrator rights',
      'have no rights to send',
      'chat_send_',
      'chat_restricted',
      'not_enough_rights',
    ],
  ],
  ['too-large', ['request entity too large', 'file is too big', 'file_too_big', 'too large']],
];

/** An entity fault names its text in between: `Entity beginning at byte offset 3 … is invalid`. */
const entityFault = /\bentit(?:y|ies)\b.*\binvalid\b/i;

/**
 * Why Telegram refused, by code and description (telegram.md 2.4 lists the texts and what follows).
 *
 * @param code `error_code`, or the HTTP status of a refusal that was not Telegram's
 */
export function refusalOf(code: number | undefined, description: string): Refusal {
  if (code === 401 || code === 421) return 'token';
  if (code === 413) return 'too-large';
  const text = description.toLowerCase();
  const row = rows.find(([, parts]) => parts.some((part) => text.includes(part)));
  if (row) return row[0];
  if (entityFault.test(text)) return 'entities';
  return code === 403 ? 'blocked' : 'other';
}
