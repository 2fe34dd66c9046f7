// Telegram's own client library as a judge of texts and entities. It works offline and without a login.
import { getTdjson } from 'prebuilt-tdlib';
import * as tdl from 'tdl';

tdl.configure({ tdjson: getTdjson(), verbosityLevel: 0 });

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly error: string };

/** As in the Bot API, `MessageEntity`: offsets and lengths in UTF-16 code units. */
export interface MessageEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
}

const names: Readonly<Record<string, string>> = {
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  strikethrough: 'Strikethrough',
  spoiler: 'Spoiler',
  code: 'Code',
  pre: 'Pre',
  text_link: 'TextUrl',
  blockquote: 'BlockQuote',
  expandable_blockquote: 'ExpandableBlockQuote',
};

/** Would Telegram accept the message? Its limits, which TDLib does not know offline, are checked by number. */
export function judge(text: string, entities: readonly unknown[] = []): Verdict {
  const given = entities as readonly MessageEntity[];
  const unknown = given.find(({ type }) => names[type] === undefined);
  if (unknown) return refused(`400 Bad Request: can't parse entities: type ${unknown.type}`);
  if (Buffer.byteLength(text) > 32_768) return refused('400 Bad Request: text is too long');
  const answer = asked('getMarkdownText', text, given);
  if (answer._ === 'error') return refused(`${answer.code} ${answer.message}`);
  if (nothing.test(text)) return refused('400 Bad Request: message text is empty');
  if (text.trim().length > 4096) return refused('400 Bad Request: message is too long');
  if (bytes(given) > 9500) return refused('400 Bad Request: ENTITIES_TOO_LONG');
  return { ok: true };
}

/** What Telegram makes of an accepted message: repaired entities, the first hundred of them, trimmed text. */
export function kept(
  text: string,
  entities: readonly unknown[] = [],
): { readonly text: string; readonly entities: readonly MessageEntity[] } {
  const answer = asked('parseMarkdown', veiled(text), entities as readonly MessageEntity[]);
  if (answer._ === 'error') throw new Error(answer.message);
  const whole = unveiled(answer.text);
  const before = whole.length - whole.trimStart().length;
  const length = whole.trim().length;
  return {
    text: whole.trim(),
    entities: answer.entities
      .map(toBotApi)
      .map((entity) => clipped(entity, before, length))
      .filter(
        (entity) => !nothing.test(whole.slice(entity.offset + before).slice(0, entity.length)),
      )
      .slice(0, 100),
  };
}

/** What Telegram would link, or take for a command or a mention, by itself. */
export function autolinks(
  text: string,
): readonly { readonly type: string; readonly text: string }[] {
  const answer = tdl.execute({ _: 'getTextEntities', text }) as { entities: TdEntity[] };
  return answer.entities.map(({ type, offset, length }) => ({
    type: type._.replace('textEntityType', ''),
    text: text.slice(offset, offset + length),
  }));
}

interface TdEntity {
  readonly offset: number;
  readonly length: number;
  readonly type: { readonly _: string; readonly url?: string; readonly language?: string };
}
type Answer =
  | { readonly _: 'error'; readonly code: number; readonly message: string }
  | { readonly _: 'formattedText'; readonly text: string; readonly entities: readonly TdEntity[] };

const nothing = /^[\s\u2800\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]*$/u;
const refused = (error: string): Verdict => ({ ok: false, error });

function bytes(entities: readonly MessageEntity[]): number {
  return entities.reduce((sum, { url = '', language = '' }) => {
    return sum + 32 + Buffer.byteLength(url) + Buffer.byteLength(language);
  }, 0);
}

function asked(
  method: 'getMarkdownText' | 'parseMarkdown',
  text: string,
  entities: readonly MessageEntity[],
): Answer {
  const formatted = { _: 'formattedText', text, entities: entities.map(toTdlib) };
  return tdl.execute({ _: method, text: formatted } as never) as unknown as Answer;
}

function toTdlib({ type, offset, length, url, language }: MessageEntity) {
  const named = `textEntityType${names[type]}`;
  return {
    _: 'textEntity',
    offset,
    length,
    type:
      type === 'pre' && language !== undefined
        ? { _: 'textEntityTypePreCode', language }
        : { _: named, ...(url === undefined ? {} : { url }) },
  };
}

function toBotApi({ offset, length, type }: TdEntity): MessageEntity {
  if (type._ === 'textEntityTypePreCode') {
    return { type: 'pre', offset, length, language: type.language ?? '' };
  }
  const name = Object.keys(names).find((key) => `textEntityType${names[key]}` === type._);
  return {
    type: name ?? type._,
    offset,
    length,
    ...(type.url === undefined ? {} : { url: type.url }),
  };
}

function clipped(entity: MessageEntity, before: number, length: number): MessageEntity {
  const offset = Math.max(0, entity.offset - before);
  const end = Math.min(length, entity.offset + entity.length - before);
  return { ...entity, offset, length: Math.max(0, end - offset) };
}

// `parseMarkdown` repairs entities, and would read markup too: it is shown letters that mean nothing.
const markup = '*_~|`[]()';
const veil = 0xe100;
const veiled = (text: string): string =>
  text.replace(/[*_~|`[\]()]/g, (sign) => String.fromCharCode(veil + markup.indexOf(sign)));
const unveiled = (text: string): string =>
  text.replace(/[\ue100-\ue108]/g, (sign) => markup.charAt(sign.charCodeAt(0) - veil));
