import type { ApiEntity } from '../records/api.ts';
import { linkFault } from './links.ts';

type Verdict = { readonly ok: true } | { readonly ok: false; readonly error: string };

/** Says whether Telegram would take these entities over this (already cleaned) text. */
export type Judge = (text: string, entities: readonly ApiEntity[]) => Verdict;

const knownTypes = new Set([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
  'date_time',
]);

/** The judge that is shipped: bounds, surrogates and links, in TDLib's words (`fix_entities`). */
export const defaultJudge: Judge = (text, entities) => {
  for (const entity of entities) {
    const error = entityFault(text, entity);
    if (error) return { ok: false, error };
  }
  return { ok: true };
};

function entityFault(text: string, entity: ApiEntity): string | undefined {
  const { type, offset, length } = entity;
  if (!knownTypes.has(type)) return "can't parse MessageEntity: Unsupported type specified";
  if (!Number.isInteger(offset) || offset < 0) {
    return `receive an entity with incorrect offset ${offset}`;
  }
  if (!Number.isInteger(length) || length < 0) {
    return `receive an entity with incorrect length ${length}`;
  }
  const end = offset + length;
  if (end > text.length) {
    return `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`;
  }
  if (splitsPair(text, offset)) {
    return `entity begins in a middle of a UTF-16 symbol at UTF-16 offset ${offset}`;
  }
  if (splitsPair(text, end)) {
    return `entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at UTF-16 offset ${end}`;
  }
  if (type !== 'text_link') return undefined;
  const url = String(entity.url ?? '');
  const fault = linkFault(url);
  return fault && `entity URL '${url}' is invalid: ${fault}`;
}

const splitsPair = (text: string, at: number): boolean =>
  /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at));
