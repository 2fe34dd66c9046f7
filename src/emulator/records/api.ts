// The Bot API's objects as far as the emulator makes them, in its own words of the wire (Bot API 10.3).

export interface ApiUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export type ChatType = 'private' | 'group' | 'supergroup' | 'channel';

export interface ApiChat {
  id: number;
  type: ChatType;
  title?: string;
  username?: string;
  first_name?: string;
  last_name?: string;
  is_forum?: true;
}

export interface ApiEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  user?: ApiUser;
  custom_emoji_id?: string;
}

export interface ApiButton {
  text: string;
  callback_data?: string;
  url?: string;
  style?: string;
  copy_text?: { text: string };
  [other: string]: unknown;
}

export interface ApiMarkup {
  inline_keyboard?: ApiButton[][];
  force_reply?: boolean;
  [other: string]: unknown;
}

interface ApiFile {
  file_id: string;
  file_unique_id: string;
  file_size?: number;
  file_name?: string;
  mime_type?: string;
  width?: number;
  height?: number;
  duration?: number;
}

export interface ApiMessage {
  message_id: number;
  message_thread_id?: number;
  is_topic_message?: true;
  from?: ApiUser;
  sender_chat?: ApiChat;
  date: number;
  edit_date?: number;
  chat: ApiChat;
  text?: string;
  entities?: ApiEntity[];
  caption?: string;
  caption_entities?: ApiEntity[];
  reply_markup?: ApiMarkup;
  reply_to_message?: ApiMessage;
  quote?: { text: string; position: number; is_manual?: true };
  external_reply?: Record<string, unknown>;
  forward_origin?: Record<string, unknown>;
  is_automatic_forward?: true;
  media_group_id?: string;
  via_bot?: ApiUser;
  photo?: ApiFile[];
  document?: ApiFile;
  voice?: ApiFile;
  audio?: ApiFile;
  video?: ApiFile;
  sticker?: ApiFile;
  forum_topic_created?: {
    name: string;
    icon_color: number;
    icon_custom_emoji_id?: string;
    is_name_implicit?: true;
  };
  forum_topic_edited?: { name?: string; icon_custom_emoji_id?: string };
  forum_topic_closed?: Record<string, never>;
  forum_topic_reopened?: Record<string, never>;
  general_forum_topic_hidden?: Record<string, never>;
  general_forum_topic_unhidden?: Record<string, never>;
  pinned_message?: ApiMessage;
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
  new_chat_members?: ApiUser[];
  left_chat_member?: ApiUser;
  [other: string]: unknown;
}

export interface ApiMember {
  user: ApiUser;
  status: 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';
  [right: string]: unknown;
}

export type UpdateKind =
  | 'message'
  | 'edited_message'
  | 'channel_post'
  | 'edited_channel_post'
  | 'callback_query'
  | 'message_reaction'
  | 'my_chat_member'
  | 'chat_member'
  | 'stopped_message_generation';

export interface ApiBotCommand {
  command: string;
  description: string;
}
