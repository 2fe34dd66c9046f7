import { guard } from '../../src/intake/guard.ts';
import { parse } from '../../src/intake/parse/parse.ts';
import type { ChatId, PersonId } from '../../src/model/ids.ts';
import type { Intent } from '../../src/model/intent.ts';
import type { AccessPolicy } from '../../src/model/settings.ts';
import type { BotIdentity } from '../../src/model/update.ts';

export const bot: BotIdentity = {
  id: 42 as PersonId,
  username: 'PocketBot',
  hasTopics: true,
  allowsUserTopics: true,
  readsAllGroupMessages: false,
};

const people = (...ids: number[]) => new Set(ids as PersonId[]);

/** Ann 111 owns, Bob 222 works, Cleo 333 approves, Dan 444 reads; their chats, a group and a forum are listed. */
export const policy: AccessPolicy = {
  chats: new Set([111, 222, 333, 444, -500, -1_000_000_000_600] as ChatId[]),
  owners: people(111),
  users: people(222),
  approvers: people(333),
  viewers: people(444),
  groupMembers: 'listed',
  groups: 'mention',
};

export const ann = { id: 111, is_bot: false, first_name: 'Ann' };
export const mallory = { id: 999, is_bot: false, first_name: 'Mallory' };
export const us = { id: 42, is_bot: true, first_name: 'Pocket', username: 'PocketBot' };

export const privateChat = { id: 111, type: 'private', first_name: 'Ann' };
export const group = { id: -500, type: 'group', title: 'Team' };
export const forum = {
  id: -1_000_000_000_600,
  type: 'supergroup',
  title: 'Forum',
  is_forum: true,
};

type Fields = Record<string, unknown>;

export const message = (more: Fields = {}): Fields => ({
  message_id: 10,
  date: 1_700_000_000,
  from: ann,
  chat: privateChat,
  ...more,
});

export const update = (kind: string, payload: unknown): Fields => ({
  update_id: 1,
  [kind]: payload,
});
export const said = (more: Fields = {}): Fields => update('message', message(more));

/** A text with its first word marked as a command. */
export const command = (text: string, more: Fields = {}): Fields =>
  said({
    text,
    entities: [{ type: 'bot_command', offset: 0, length: text.split(/\s/)[0]?.length ?? 0 }],
    ...more,
  });

/** In a topic of the forum. */
export const inTopic = { chat: forum, message_thread_id: 7, is_topic_message: true };

/** Through guard and parser, as intake does it. */
export function intentOf(given: unknown, rules: AccessPolicy = policy): Intent | undefined {
  const verdict = guard(given, rules, bot);
  if (verdict.type === 'refused') throw new Error(`refused: ${verdict.reason}`);
  return parse(given, verdict, { bot, groups: rules.groups });
}
