import type { Gather, Intent, Origin } from '../../model/intent.ts';
import type { AccessPolicy } from '../../model/settings.ts';
import type { BotIdentity } from '../../model/update.ts';
import { type Fields, has, inner, string } from '../fields.ts';
import { type Body, bodyOf, type CommandWord, commandWord } from './body.ts';
import { attachmentsOf, unsupportedKind } from './carried.ts';
import { mentions, withoutMentions } from './mention.ts';
import { quotedOf } from './quoted.ts';

export interface Context {
  readonly bot: BotIdentity;
  readonly groups: AccessPolicy['groups'];
}

/** Apps cut a long paste at 4096; from here on the next message may be its continuation. */
const pasteUnits = 4_000;

const noWords: Body = { text: '', spans: [], isForwarded: false, isCaption: false };

/** A message that a person wrote: a command, a prompt, or something we have no use for. */
export function parseContent(
  message: Fields,
  origin: Origin,
  context: Context,
): Intent | undefined {
  const { bot } = context;
  const body = bodyOf(message) ?? noWords;
  const word = commandWord(body);
  if (word && !isForUs(word, bot)) return undefined;
  const quoted = quotedOf(message, bot);
  const isCalled = word !== undefined || quoted?.ours === true || mentions(body, bot).length > 0;
  if (!isCalled && needsCall(message, origin, context)) return undefined;
  if (word) return { type: 'command', origin, name: word.name, ...splitRest(word), quoted };

  const attachments = attachmentsOf(message);
  if (body === noWords && attachments.length === 0) {
    const kind = unsupportedKind(message);
    return kind === undefined ? undefined : { type: 'unsupported', origin, kind };
  }
  return {
    type: 'prompt',
    origin,
    text: isGroup(message) ? withoutMentions(body, bot) : body.text,
    quoted,
    gather: gatherOf(message, body),
    attachments,
    forwarded: has(message, 'forward_origin'),
  };
}

/** New words for a message that was sent before. A command that is edited in is words too. */
export function parseEdit(message: Fields, origin: Origin, context: Context): Intent | undefined {
  const body = bodyOf(message);
  if (!body) return undefined;
  const { bot } = context;
  const isCalled = quotedOf(message, bot)?.ours === true || mentions(body, bot).length > 0;
  if (!isCalled && needsCall(message, origin, context)) return undefined;
  return {
    type: 'edit',
    origin,
    text: isGroup(message) ? withoutMentions(body, bot) : body.text,
  };
}

const isForUs = ({ bot: named }: CommandWord, bot: BotIdentity): boolean =>
  named === undefined || named === bot.username.toLowerCase();

/** Outside of a topic, people of a group talk to each other. */
const needsCall = (message: Fields, { address }: Origin, { groups }: Context): boolean =>
  groups === 'mention' && address.topic === undefined && isGroup(message);

function isGroup(message: Fields): boolean {
  const chat = inner(message, 'chat');
  return chat !== undefined && chat['type'] !== 'private';
}

function splitRest({ rest }: CommandWord): { argument: string; body: string } {
  const end = rest.indexOf('\n');
  if (end < 0) return { argument: rest.trim(), body: '' };
  return { argument: rest.slice(0, end).trim(), body: rest.slice(end + 1) };
}

function gatherOf(message: Fields, body: Body): Gather | undefined {
  const group = string(message, 'media_group_id');
  if (group !== undefined) return { type: 'album', group };
  return !body.isCaption && body.text.length >= pasteUnits ? { type: 'paste' } : undefined;
}
