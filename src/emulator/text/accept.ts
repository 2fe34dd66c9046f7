import type { ApiEntity } from '../records/api.ts';
import { badRequest } from '../records/refusal.ts';
import type { Judge } from './judge.ts';

export interface AcceptedText {
  readonly text: string;
  readonly entities: ApiEntity[];
}

export interface TextRules {
  readonly judge: Judge;
  /** 4096 for texts, 1024 for captions, in UTF-16 units after trimming. */
  readonly maxLength: number;
  readonly what: 'message' | 'caption';
  readonly mayBeEmpty: boolean;
}

const maxTextBytes = 32_768;
const maxEntities = 100;
// Observed: the sum of all entities, each with its url, may not pass about 9500 bytes (telegram-bot-api#165).
const maxEntityBytes = 9_500;
const bytesPerEntity = 32;

/**
 * What the server makes of a text that a bot sends: checked, cleaned, trimmed, entities shifted with it.
 *
 * @throws {Refusal} 400, in the server's words
 */
export function acceptText(
  given: string,
  entities: readonly ApiEntity[],
  rules: TextRules,
): AcceptedText {
  if (Buffer.byteLength(given) > maxTextBytes) throw badRequest('text is too long');
  if (!given.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  const clean = cleaned(given);
  const verdict = rules.judge(clean, entities);
  if (!verdict.ok) throw badRequest(asDescription(verdict.error));
  const result = trimmed(clean, entities);
  if (result.text === '' && !rules.mayBeEmpty) throw badRequest('message text is empty');
  if (result.text !== '' && invisible.test(result.text)) throw badRequest('text must be non-empty');
  if (result.text.length > rules.maxLength) {
    throw badRequest(
      rules.what === 'caption' ? 'message caption is too long' : 'message is too long',
    );
  }
  if (entityBytes(result.entities) > maxEntityBytes) throw badRequest('ENTITIES_TOO_LONG');
  return result;
}

// The server puts its own code in front and begins in lower case, except for names in capitals.
const asDescription = (error: string): string =>
  error
    .replace(/^\d{3}:? */, '')
    .replace(/^Bad Request: */i, '')
    .replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());

const invisible = /^[\u200B-\u200F\u2060\uFEFF]+$/;

/** Some characters vanish and others become spaces *before* offsets are looked at (TDLib, clean_input_string). */
const cleaned = (text: string): string =>
  text
    .replace(/[\r\u2028\u2029\u202A-\u202E]/g, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the server replaces.
    .replace(/[\u0000-\u0009\u000B-\u001F]/g, ' ');

function trimmed(text: string, entities: readonly ApiEntity[]): AcceptedText {
  const start = text.length - text.trimStart().length;
  const end = Math.max(start, text.trimEnd().length);
  const kept = entities.flatMap((entity) => {
    const from = Math.max(entity.offset, start) - start;
    const to = Math.min(entity.offset + entity.length, end) - start;
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  return { text: text.slice(start, end), entities: kept.slice(0, maxEntities) };
}

const entityBytes = (entities: readonly ApiEntity[]): number =>
  entities.reduce(
    (sum, entity) => sum + bytesPerEntity + Buffer.byteLength(String(entity.url ?? '')),
    0,
  );
