import type { Address } from '../../model/address.ts';
import type { Call } from '../../model/call.ts';
import type { Content } from '../../model/slot.ts';
import type { Topic } from '../../model/topic.ts';
import { unreachable } from '../../model/unreachable.ts';
import type { SlotRecord } from '../../store/tables/slots.ts';
import { accepted } from './content.ts';

/** The call that brings a slot nearer to what is wanted. @param live the live message as it looks now */
export function callOf(
  slot: SlotRecord,
  topic: Topic,
  live: Content | undefined,
): Call | undefined {
  const { desired } = slot;
  const address: Address = { chat: topic.chat, topic: topic.topic };
  switch (desired.type) {
    case 'message':
      return messageCall(slot, address, desired.content, desired.loud, desired.replyTo);
    case 'live':
      return live && messageCall(slot, address, live, false, undefined);
    case 'reaction':
      return { type: 'react', chat: topic.chat, message: desired.message, emoji: desired.emoji };
    case 'delete':
      return { type: 'delete', chat: topic.chat, message: desired.message };
    case 'topic':
      return topicCall(slot, topic, desired.name);
    case 'document':
      return { ...desired, address };
    case 'commands':
      return { type: 'commands', chat: topic.chat, commands: desired.commands };
    default:
      return unreachable(desired);
  }
}

function messageCall(
  slot: SlotRecord,
  address: Address,
  wanted: Content,
  loud: boolean,
  replyTo: Extract<Call, { type: 'send' }>['replyTo'],
): Call {
  const content = accepted(wanted, slot);
  return slot.message === undefined
    ? { type: 'send', address, content, loud, replyTo }
    : { type: 'edit', chat: address.chat, message: slot.message, content };
}

/** The slot that makes a new topic in place of a lost one. */
export const replacementName = 'replacement';

function topicCall(slot: SlotRecord, topic: Topic, name: string): Call {
  const { chat, topic: number } = topic;
  return number === undefined || makesNew(slot, topic)
    ? { type: 'create-topic', chat, name }
    : { type: 'rename-topic', chat, topic: number, name };
}

/**
 * Whether the call would make something new: repeated after a doubt it may leave two of them. All other calls
 * can be repeated without harm.
 */
export function makesNew(
  { key, message, desired }: SlotRecord,
  topic: Pick<Topic, 'state'>,
): boolean {
  if (desired.type === 'topic') return topic.state === 'making' || key.name === replacementName;
  const isMessage =
    desired.type === 'message' || desired.type === 'live' || desired.type === 'document';
  return isMessage && message === undefined;
}
