import { openChat, targetTopic } from '../chats/find.ts';
import { post } from '../chats/post.ts';
import type { Args } from '../http/args.ts';
import type { ApiEntity, ApiMarkup, ApiMessage } from '../records/api.ts';
import { badRequest } from '../records/refusal.ts';
import type { ChatRecord, World } from '../records/world.ts';
import { type AcceptedText, acceptText } from '../text/accept.ts';
import { acceptMarkup } from '../text/markup.ts';
import type { Method } from './method.ts';

interface ReplyParameters {
  readonly message_id?: number;
  readonly allow_sending_without_reply?: boolean;
  readonly quote?: string;
}

export interface Target {
  readonly chat: ChatRecord;
  readonly topic: number | undefined;
  readonly replyTo: number | undefined;
  readonly quote: string | undefined;
}

export const sendMessage: Method['run'] = (world, args) => {
  const content = messageText(world, args, 'text');
  const markup = acceptMarkup(args.record<ApiMarkup>('reply_markup'));
  const target = openTarget(world, args);
  return deliver(world, args, target, {
    text: content.text,
    ...(content.entities.length > 0 && { entities: content.entities }),
    ...(markup && { reply_markup: markup }),
  });
};

/** @throws {Refusal} 400 for texts the server would not take; parse modes are not emulated */
export function messageText(world: World, args: Args, name: 'text' | 'caption'): AcceptedText {
  if (args.has('parse_mode')) throw badRequest('unsupported parse_mode');
  const isCaption = name === 'caption';
  const entities = args.records<ApiEntity>(isCaption ? 'caption_entities' : 'entities') ?? [];
  return acceptText(args.text(name), entities, {
    judge: world.judge,
    maxLength: isCaption ? 1024 : 4096,
    what: isCaption ? 'caption' : 'message',
    mayBeEmpty: isCaption,
  });
}

/** Where a new message goes. @throws {Refusal} when it may not go there */
export function openTarget(world: World, args: Args): Target {
  const chat = openChat(world, args);
  const member = chat.members.get(world.bot.user.id);
  if (member?.status === 'restricted' && member['can_send_messages'] === false) {
    throw badRequest('not enough rights to send text messages to the chat');
  }
  const reply = args.record<ReplyParameters>('reply_parameters');
  const repliedId = reply?.message_id ?? args.integer('reply_to_message_id');
  const replied = repliedId === undefined ? undefined : chat.messages.get(repliedId);
  if (repliedId !== undefined && !replied) {
    const mayGoWithout =
      reply?.allow_sending_without_reply ?? args.flag('allow_sending_without_reply');
    if (!mayGoWithout) throw badRequest('message to be replied not found');
  }
  if (reply?.quote !== undefined && !replied?.api.text?.includes(String(reply.quote))) {
    if (replied) throw badRequest('QUOTE_TEXT_INVALID');
  }
  const asked = args.integer('message_thread_id');
  const topic = targetTopic(
    chat,
    asked ?? ((replied?.api.is_topic_message && replied.api.message_thread_id) || undefined),
  );
  return { chat, topic, replyTo: replied?.api.message_id, quote: reply?.quote };
}

/** A message of the bot arrives: its draft vanishes and its typing ends. */
export function deliver(
  world: World,
  args: Args,
  { chat, topic, replyTo, quote }: Target,
  content: Partial<ApiMessage>,
): ApiMessage {
  chat.typing.delete(topic ?? 0);
  for (const [id, draft] of chat.drafts) if (draft.topic === topic) chat.drafts.delete(id);
  const message = post(world, chat, {
    from: world.bot.user,
    topic,
    replyTo,
    isSilent: args.flag('disable_notification'),
    content: { ...content, ...(quote !== undefined && { quote: { text: quote, position: 0 } }) },
  });
  return message.api;
}
