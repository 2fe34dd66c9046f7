import { serviceOf } from '../chats/service.ts';
import type { ApiEntity } from '../records/api.ts';
import type { ChatRecord, StoredMessage } from '../records/world.ts';

interface SeenButton {
  readonly text: string;
  readonly data: string | undefined;
  readonly url: string | undefined;
  readonly style: string | undefined;
}

interface SeenFile {
  readonly kind: 'photo' | 'document' | 'voice' | 'audio' | 'video' | 'sticker';
  readonly id: string;
  readonly name: string | undefined;
  readonly size: number | undefined;
}

/** A message as a person sees it now. */
export interface Seen {
  readonly chatId: number;
  readonly id: number;
  /** Undefined is General or the main chat. */
  readonly topic: number | undefined;
  readonly from: { readonly id: number; readonly name: string; readonly isBot: boolean };
  /** Unix ms. */
  readonly at: number;
  readonly editedAt: number | undefined;
  readonly edits: number;
  /** The text, or the caption of a file. */
  readonly text: string;
  readonly entities: readonly ApiEntity[];
  readonly buttons: readonly (readonly SeenButton[])[];
  readonly isSilent: boolean;
  readonly isPinned: boolean;
  readonly reactions: readonly { readonly by: number; readonly emoji: string }[];
  readonly file: SeenFile | undefined;
  readonly albumId: string | undefined;
  readonly replyTo: number | undefined;
  readonly quote: string | undefined;
  /** A notice of the chat itself, such as `forum_topic_created`. */
  readonly service: string | undefined;
}

const fileKinds = ['document', 'voice', 'audio', 'video', 'sticker'] as const;

/** Undefined is General or the main chat; a reply thread is no topic. */
export const topicOf = ({ api }: StoredMessage): number | undefined =>
  api.is_topic_message ? api.message_thread_id : undefined;

export function seen(chat: ChatRecord, message: StoredMessage): Seen {
  const { api } = message;
  const sender = api.sender_chat ?? api.from;
  const rows = api.reply_markup?.inline_keyboard ?? [];
  return {
    chatId: chat.api.id,
    id: api.message_id,
    topic: topicOf(message),
    from: {
      id: sender?.id ?? chat.api.id,
      name: api.sender_chat?.title ?? api.from?.first_name ?? chat.api.title ?? '',
      isBot: api.from?.is_bot ?? false,
    },
    at: message.sentAt,
    editedAt: message.editedAt,
    edits: message.edits,
    text: api.text ?? api.caption ?? '',
    entities: api.entities ?? api.caption_entities ?? [],
    buttons: rows.map((row) =>
      row.map((button) => ({
        text: button.text,
        data: button.callback_data,
        url: button.url,
        style: button.style,
      })),
    ),
    isSilent: message.isSilent,
    isPinned: message.isPinned,
    reactions: [...message.reactions].flatMap(([by, all]) => all.map((emoji) => ({ by, emoji }))),
    file: seenFile(message),
    albumId: api.media_group_id,
    replyTo: repliedTo(message),
    quote: api.quote?.text,
    service: serviceOf(api),
  };
}

// In a forum the topic's root is no reply that anybody made.
function repliedTo({ api }: StoredMessage): number | undefined {
  const id = api.reply_to_message?.message_id;
  return api.is_topic_message && id === api.message_thread_id ? undefined : id;
}

function seenFile({ api }: StoredMessage): SeenFile | undefined {
  const photo = api.photo?.at(-1);
  if (photo) return { kind: 'photo', id: photo.file_id, name: undefined, size: photo.file_size };
  for (const kind of fileKinds) {
    const file = api[kind];
    if (file) return { kind, id: file.file_id, name: file.file_name, size: file.file_size };
  }
  return undefined;
}
