import { type Fields, has, inner, integer, objects, string } from '../fields.ts';

/** A span with a meaning; offset and length in UTF-16 units, inside the text. */
export interface Span {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  /** The person that a `text_mention` names. */
  readonly person: number | undefined;
}

/** A message's words: its text, or the caption of what it carries. */
export interface Body {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly isForwarded: boolean;
  readonly isCaption: boolean;
}

/** Undefined for a message without words. */
export function bodyOf(message: Fields): Body | undefined {
  const isForwarded = has(message, 'forward_origin');
  const text = string(message, 'text');
  if (text !== undefined) {
    return { text, spans: spansOf(message, 'entities', text), isForwarded, isCaption: false };
  }
  const caption = string(message, 'caption');
  if (caption === undefined) return undefined;
  const spans = spansOf(message, 'caption_entities', caption);
  return { text: caption, spans, isForwarded, isCaption: true };
}

const spansOf = (message: Fields, name: string, text: string): readonly Span[] =>
  objects(message, name).flatMap((entity) => {
    const type = string(entity, 'type');
    const offset = integer(entity, 'offset');
    const length = integer(entity, 'length');
    if (type === undefined || offset === undefined || length === undefined) return [];
    if (offset < 0 || length <= 0 || offset + length > text.length) return [];
    const user = inner(entity, 'user');
    return [{ type, offset, length, person: user && integer(user, 'id') }];
  });

export interface CommandWord {
  /** Lower case, without slash. */
  readonly name: string;
  /** Lower case; undefined where the command names no bot. */
  readonly bot: string | undefined;
  /** What follows the word, untouched. */
  readonly rest: string;
}

const commandForm = /^\/([a-z0-9_]{1,64})(?:@([a-z0-9_]{1,64}))?$/i;

/** The command that a message begins with. What somebody else wrote and was forwarded is content. */
export function commandWord(body: Body | undefined): CommandWord | undefined {
  if (!body || body.isForwarded) return undefined;
  const span = body.spans.find(({ type, offset }) => type === 'bot_command' && offset === 0);
  const [, name, bot] = commandForm.exec(body.text.slice(0, span?.length ?? 0)) ?? [];
  if (!span || name === undefined) return undefined;
  return {
    name: name.toLowerCase(),
    bot: bot?.toLowerCase(),
    rest: body.text.slice(span.length),
  };
}
