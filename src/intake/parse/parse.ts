import type { Actor } from '../../model/actor.ts';
import type { MessageId } from '../../model/ids.ts';
import type { Intent, Origin } from '../../model/intent.ts';
import { type Fields, inner, integer, isTrue } from '../fields.ts';
import { type Admitted, kindOf } from '../guard.ts';
import { addressOf } from './address.ts';
import { type Context, parseContent, parseEdit } from './content.ts';
import { pressOf } from './press.ts';
import { parseService, parseTopicChange } from './service.ts';

/**
 * What an admitted update asks for; undefined when it asks for nothing. Nothing after this sees an update.
 * Never throws.
 */
export function parse(update: unknown, admitted: Admitted, context: Context): Intent | undefined {
  const kind = kindOf(update);
  if (!kind) return undefined;
  const { name, payload } = kind;
  if (admitted.type === 'service') return parseService(payload);
  const { actor, chat } = admitted;
  switch (name) {
    case 'message': {
      const origin = originOf(payload, actor, context);
      if (!origin) return undefined;
      return parseTopicChange(payload, origin) ?? parseContent(payload, origin, context);
    }
    case 'edited_message': {
      const origin = originOf(payload, actor, context);
      return origin && parseEdit(payload, origin, context);
    }
    case 'callback_query': {
      const message = inner(payload, 'message');
      const origin = message && pressOrigin(message, actor, context);
      const press = pressOf(payload);
      return origin && press && { type: 'press', origin, ...press };
    }
    case 'my_chat_member': {
      const member = inner(payload, 'new_chat_member');
      return member && { type: 'reachable', chat, reachable: isIn(member) };
    }
    default:
      // Reactions and stopped drafts are let through by the guard and ask for nothing yet.
      return undefined;
  }
}

/** Ephemeral messages have the number 0 and cannot be answered (Bot API, Message.message_id). */
function originOf(message: Fields, actor: Actor, context: Context): Origin | undefined {
  const origin = pressOrigin(message, actor, context);
  return origin && origin.message > 0 ? origin : undefined;
}

function pressOrigin(message: Fields, actor: Actor, { bot }: Context): Origin | undefined {
  const address = addressOf(message);
  const id = integer(message, 'message_id') as MessageId | undefined;
  const chat = inner(message, 'chat');
  if (!address || id === undefined || !chat) return undefined;
  const isPrivate = chat['type'] === 'private';
  const topics = isPrivate ? bot.hasTopics : isTrue(chat, 'is_forum');
  // An inaccessible message says 0 (Bot API, InaccessibleMessage.date).
  const at = (integer(message, 'date') ?? 0) * 1000;
  return { address, topics, actor, message: id, at };
}

function isIn(member: Fields): boolean {
  switch (member['status']) {
    case 'creator':
    case 'administrator':
    case 'member':
      return true;
    case 'restricted':
      return isTrue(member, 'is_member');
    default:
      return false;
  }
}
