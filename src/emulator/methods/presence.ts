import { existingMessage, openChat, targetTopic } from '../chats/find.ts';
import type { ApiEntity } from '../records/api.ts';
import { badRequest } from '../records/refusal.ts';
import { acceptText } from '../text/accept.ts';
import type { Method } from './method.ts';

const typingMs = 5_000;
const draftMs = 30_000;
const actions = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

export const sendChatAction: Method['run'] = (world, args) => {
  const chat = openChat(world, args);
  if (!actions.has(args.text('action'))) throw badRequest('wrong parameter action in request');
  // Neither the thread nor whether it still exists is checked (telegram-bot-api#732); General is 1 here alone.
  const topic = args.integer('message_thread_id') ?? 0;
  chat.typing.set(topic === 1 ? 0 : topic, world.clock.monotonic() + typingMs);
  return true;
};

export const sendMessageDraft: Method['run'] = (world, args) => {
  const chat = openChat(world, args);
  if (chat.api.type !== 'private') throw badRequest('TEXTDRAFT_PEER_INVALID');
  const draftId = args.integer('draft_id') ?? 0;
  if (draftId === 0) throw badRequest('RANDOM_ID_INVALID');
  const given = args.records<ApiEntity>('entities') ?? [];
  const content = acceptText(args.text('text'), given, {
    judge: world.judge,
    maxLength: 4096,
    what: 'message',
    mayBeEmpty: true,
  });
  const topic = targetTopic(chat, args.integer('message_thread_id'));
  for (const [id, draft] of chat.drafts) if (draft.topic === topic) chat.drafts.delete(id);
  chat.drafts.set(draftId, {
    draftId,
    topic,
    text: content.text,
    entities: content.entities,
    canStop: args.flag('can_stop'),
    isKeptOnStop: args.flag('keep_on_stop'),
    endsAt: world.clock.monotonic() + draftMs,
  });
  return true;
};

export const setMessageReaction: Method['run'] = (world, args) => {
  const chat = openChat(world, args);
  const message = existingMessage(chat, args, 'react');
  const given = args.records<{ type?: string; emoji?: string }>('reaction') ?? [];
  const emoji = given.map((reaction) => reaction.emoji ?? '');
  if (emoji.some((one) => !standardReactions.has(one))) throw badRequest('REACTION_INVALID');
  if (emoji.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  if (emoji.length === 0) message.reactions.delete(world.bot.user.id);
  else message.reactions.set(world.bot.user.id, emoji);
  return true;
};

// Bot API, ReactionTypeEmoji.
const standardReactions = new Set(
  '❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'.split(
    ' ',
  ),
);
