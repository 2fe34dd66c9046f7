// For the words of our own that cards and lists are made of. Each constructor cleans what it is given.
import type { Entity, FormattedText } from '../model/formatted-text.ts';
import type { Style, Unplaced } from './entities/kind.ts';
import { languageOf } from './markdown/language.ts';
import { webUrl } from './markdown/target.ts';
import { clean, cleanCode } from './text/clean.ts';

/** Text without formatting. Telegram may still link what it takes for an address: paths belong in `code`. */
export const plain = (text: string): FormattedText => ({ text: clean(text), entities: [] });

export const bold = (text: FormattedText | string): FormattedText => styled(text, 'bold');
export const italic = (text: FormattedText | string): FormattedText => styled(text, 'italic');

/** In a line: line breaks become spaces. */
export function code(text: string): FormattedText {
  return over(clean(text).replaceAll('\n', ' '), { type: 'code' });
}

/** A block of code. Put it on lines of its own. */
export function pre(text: string, language?: string): FormattedText {
  const word = language === undefined ? undefined : languageOf(language);
  return over(
    cleanCode(text).replace(/\n+$/, ''),
    word === undefined ? { type: 'pre' } : { type: 'pre', language: word },
  );
}

/** A link where Telegram takes the address, else `text (address)`. */
export function link(text: string, address: string): FormattedText {
  const label = clean(text);
  const url = webUrl(address);
  return url === undefined
    ? plain(`${label} (${address})`)
    : over(label, { type: 'text_link', url });
}

/** A quote that Telegram folds until it is tapped. Quotes inside are lost: Telegram has none in one another. */
export function expandable(body: FormattedText): FormattedText {
  return quoted(body, 'expandable_blockquote');
}

export function blockquote(body: FormattedText): FormattedText {
  return quoted(body, 'blockquote');
}

/** One after the other; plain strings are cleaned. */
export function join(
  parts: readonly (FormattedText | string)[],
  separator: FormattedText | string = '',
): FormattedText {
  const between = bodyOf(separator);
  const texts: string[] = [];
  const entities: Entity[] = [];
  let length = 0;
  const add = (body: FormattedText): void => {
    texts.push(body.text);
    for (const entity of body.entities) {
      entities.push({ ...entity, offset: entity.offset + length });
    }
    length += body.text.length;
  };
  for (const [index, part] of parts.entries()) {
    if (index > 0) add(between);
    add(bodyOf(part));
  }
  return { text: texts.join(''), entities };
}

const bodyOf = (part: FormattedText | string): FormattedText =>
  typeof part === 'string' ? plain(part) : part;

function styled(part: FormattedText | string, type: Style): FormattedText {
  const { text, entities } = bodyOf(part);
  return { text, entities: [...over(text, { type }).entities, ...entities] };
}

function over(text: string, entity: Unplaced): FormattedText {
  return { text, entities: text === '' ? [] : [{ ...entity, offset: 0, length: text.length }] };
}

function quoted(
  { text, entities }: FormattedText,
  type: 'blockquote' | 'expandable_blockquote',
): FormattedText {
  if (text === '') return { text, entities: [] };
  const inner = entities.filter((entity) => !entity.type.endsWith('blockquote'));
  return { text, entities: [{ type, offset: 0, length: text.length }, ...inner] };
}
