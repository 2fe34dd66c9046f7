import { knownChat, openChat } from '../chats/find.ts';
import { badRequest, Refusal } from '../records/refusal.ts';
import type { Method } from './method.ts';

/** The spinner of a button turns this long at the person's side; a later answer is refused. */
export const answerWithinMs = 15_000;
const maxDownload = 20 << 20;

export const getMe: Method['run'] = ({ bot }) => ({
  ...bot.user,
  can_join_groups: true,
  can_read_all_group_messages: bot.canReadAllGroupMessages,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: bot.topicsEnabled,
  allows_users_to_create_topics: bot.usersMayCreateTopics,
});

export const answerCallbackQuery: Method['run'] = (world, args) => {
  const press = world.presses.get(args.text('callback_query_id'));
  const now = world.clock.monotonic();
  if (!press || press.answer || now > press.pressedAt + answerWithinMs) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  const text = args.text('text');
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  press.answer = { text, isAlert: args.flag('show_alert'), answeredAt: now };
  return true;
};

export const getChat: Method['run'] = (world, args) => {
  const chat = openChat(world, args);
  return {
    ...chat.api,
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {},
    ...(chat.api.type !== 'private' && { permissions: { can_send_messages: true } }),
  };
};

export const getChatMember: Method['run'] = (world, args) => {
  const chat = openChat(world, args);
  const id = args.integer('user_id') ?? 0;
  const member = chat.members.get(id);
  if (member) return member;
  const user = world.people.get(id)?.user;
  if (!user) throw badRequest('member not found');
  return { user, status: chat.api.type === 'private' && id === chat.api.id ? 'member' : 'left' };
};

export const getFile: Method['run'] = (world, args) => {
  const file = world.files.get(args.text('file_id'));
  if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (file.size > maxDownload) throw badRequest('file is too big');
  return {
    file_id: file.id,
    file_unique_id: `unique-${file.id}`,
    file_size: file.size,
    file_path: file.path,
  };
};

export const getWebhookInfo: Method['run'] = (world) => ({
  url: world.bot.webhookUrl,
  has_custom_certificate: false,
  pending_update_count: world.queue.pending.length,
  ...(world.queue.allowed.length > 0 && { allowed_updates: world.queue.allowed }),
});

export const deleteWebhook: Method['run'] = (world, args) => {
  world.bot.webhookUrl = '';
  if (args.flag('drop_pending_updates')) world.queue.clear();
  return true;
};

export const leaveChat: Method['run'] = (world, args) => {
  const chat = knownChat(world, args);
  if (chat.api.type === 'private') throw new Refusal(400, 'Bad Request: chat is private');
  const member = openChat(world, args).members.get(world.bot.user.id);
  if (member) chat.members.set(world.bot.user.id, { user: member.user, status: 'left' });
  return true;
};

export const yes: Method['run'] = () => true;
