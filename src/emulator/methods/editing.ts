import { existingMessage, openChat } from '../chats/find.ts';
import type { Args } from '../http/args.ts';
import type { ApiMarkup, ApiMessage } from '../records/api.ts';
import { badRequest } from '../records/refusal.ts';
import type { StoredMessage, World } from '../records/world.ts';
import { acceptMarkup } from '../text/markup.ts';
import type { Method } from './method.ts';
import { messageText } from './sending.ts';

type Editable = Pick<
  ApiMessage,
  'text' | 'entities' | 'caption' | 'caption_entities' | 'reply_markup'
>;

export const editMessageText: Method['run'] = (world, args) => {
  const { text, entities } = messageText(world, args, 'text');
  const markup = acceptMarkup(args.record<ApiMarkup>('reply_markup'));
  const message = ownMessage(world, args);
  if (message.api.text === undefined) throw badRequest('there is no text in the message to edit');
  return change(world, message, {
    text,
    ...(entities.length > 0 && { entities }),
    ...(markup && { reply_markup: markup }),
  });
};

export const editMessageCaption: Method['run'] = (world, args) => {
  const { text, entities } = messageText(world, args, 'caption');
  const markup = acceptMarkup(args.record<ApiMarkup>('reply_markup'));
  const message = ownMessage(world, args);
  if (message.api.text !== undefined)
    throw badRequest('there is no caption in the message to edit');
  return change(world, message, {
    ...(text !== '' && { caption: text }),
    ...(entities.length > 0 && { caption_entities: entities }),
    ...(markup && { reply_markup: markup }),
  });
};

export const editMessageReplyMarkup: Method['run'] = (world, args) => {
  const markup = acceptMarkup(args.record<ApiMarkup>('reply_markup'));
  const message = ownMessage(world, args);
  const { text, entities, caption, caption_entities: captionEntities } = message.api;
  return change(world, message, {
    ...(text !== undefined && { text }),
    ...(entities && { entities }),
    ...(caption !== undefined && { caption }),
    ...(captionEntities && { caption_entities: captionEntities }),
    ...(markup && { reply_markup: markup }),
  });
};

function ownMessage(world: World, args: Args): StoredMessage {
  const chat = openChat(world, args);
  const message = existingMessage(chat, args, 'edit');
  const isOwn = message.api.from?.id === world.bot.user.id;
  const isService = message.api.forum_topic_created || message.api.pinned_message;
  if (!isOwn || isService) throw badRequest("message can't be edited");
  const topic = chat.topics.get(message.api.message_thread_id ?? 0);
  if (topic?.isClosed) throw badRequest('TOPIC_CLOSED');
  return message;
}

// An edit without `reply_markup` removes the keyboard, so everything editable is replaced together.
function change(world: World, message: StoredMessage, next: Editable): ApiMessage {
  const {
    text,
    entities,
    caption,
    caption_entities: captionEntities,
    reply_markup: markup,
  } = message.api;
  const isSame =
    text === next.text &&
    caption === next.caption &&
    isEqual(entities, next.entities) &&
    isEqual(captionEntities, next.caption_entities) &&
    isEqual(markup, next.reply_markup);
  if (isSame) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  for (const key of ['text', 'entities', 'caption', 'caption_entities', 'reply_markup'] as const) {
    delete message.api[key];
  }
  message.edits += 1;
  message.editedAt = world.clock.now();
  Object.assign(message.api, next, { edit_date: Math.floor(message.editedAt / 1000) });
  return message.api;
}

const isEqual = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
