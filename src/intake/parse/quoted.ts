import type { MessageId } from '../../model/ids.ts';
import type { Quoted } from '../../model/intent.ts';
import type { BotIdentity } from '../../model/update.ts';
import { type Fields, has, inner, integer, isTrue, string } from '../fields.ts';

const maxQuoted = 1_000;

/**
 * What a message replies to. In a forum every plain message replies to the topic's first one; that is no
 * reply (telegram.md 3.2).
 */
export function quotedOf(message: Fields, bot: BotIdentity): Quoted | undefined {
  const quote = inner(message, 'quote');
  const words = quote && string(quote, 'text');
  const target = replyTarget(message);
  if (target) {
    const from = inner(target, 'from');
    const text = words ?? string(target, 'text') ?? string(target, 'caption') ?? '';
    const id = integer(target, 'message_id');
    return { message: (id ?? 0) as MessageId, ours: from?.['id'] === bot.id, text: cut(text) };
  }
  // A message of another chat: only the quoted words mean something here.
  if (words === undefined || !has(message, 'external_reply')) return undefined;
  return { message: 0 as MessageId, ours: false, text: cut(words) };
}

function replyTarget(message: Fields): Fields | undefined {
  const target = inner(message, 'reply_to_message');
  if (!target || has(target, 'forum_topic_created')) return undefined;
  // In a group without topics a reply carries its target's number as thread id too, and is a reply.
  const root = isTrue(message, 'is_topic_message')
    ? integer(message, 'message_thread_id')
    : undefined;
  return root !== undefined && integer(target, 'message_id') === root ? undefined : target;
}

const cut = (text: string): string => text.slice(0, maxQuoted).toWellFormed();
