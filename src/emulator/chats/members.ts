import type { ApiMember, ApiUser } from '../records/api.ts';
import type { ChatRecord, PersonRecord, World } from '../records/world.ts';
import { botMember } from './find.ts';
import { publish } from './publish.ts';
import { notice } from './topics.ts';

/** The rights an administrator has unless a test takes some away (Bot API, ChatMemberAdministrator). */
const allRights = {
  can_manage_chat: true,
  can_delete_messages: true,
  can_invite_users: true,
  can_restrict_members: true,
  can_pin_messages: true,
  can_manage_topics: true,
  can_change_info: true,
};

export type BotStanding = 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

export const memberOf = (
  user: ApiUser,
  status: ApiMember['status'],
  rights: Readonly<Record<string, boolean>> = {},
): ApiMember => ({ user, status, ...(status === 'administrator' && allRights), ...rights });

/** Somebody adds, promotes, removes or restricts the bot; it hears of it as `my_chat_member`. */
export function setBotStanding(
  world: World,
  chat: ChatRecord,
  by: ApiUser,
  standing: BotStanding,
  rights: Readonly<Record<string, boolean>> = {},
): void {
  const before = botMember(world, chat) ?? memberOf(world.bot.user, 'left');
  const now = memberOf(world.bot.user, standing, rights);
  chat.members.set(world.bot.user.id, now);
  changed(world, chat, by, before, now);
  const isThere = (status: string): boolean => status !== 'left' && status !== 'kicked';
  if (!isThere(before.status) && isThere(standing)) {
    notice(world, chat, undefined, by, { new_chat_members: [world.bot.user] });
  }
}

/** For private chats Telegram reports blocking as `kicked`, and taking it back as `member`. */
export function setBlocked(world: World, person: PersonRecord, isBlocked: boolean): void {
  const chat = world.chats.get(person.user.id);
  if (!chat || chat.isBlocked === isBlocked) return;
  chat.isBlocked = isBlocked;
  const [was, is] = isBlocked ? (['member', 'kicked'] as const) : (['kicked', 'member'] as const);
  changed(world, chat, person.user, memberOf(world.bot.user, was), memberOf(world.bot.user, is));
}

function changed(
  world: World,
  chat: ChatRecord,
  by: ApiUser,
  before: ApiMember,
  now: ApiMember,
): void {
  publish(world, 'my_chat_member', {
    chat: chat.api,
    from: by,
    date: Math.floor(world.clock.now() / 1000),
    old_chat_member: before,
    new_chat_member: now,
  });
}
