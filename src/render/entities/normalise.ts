import type { Entity, FormattedText } from '../../model/formatted-text.ts';
import { isBlank } from '../text/blank.ts';
import { endOf, kindOf } from './kind.ts';
import { trimmed } from './range.ts';
import { layStyles } from './styles.ts';

/**
 * The formatted text in the form in which TDLib would leave it alone: trimmed at both ends, entities sorted,
 * nested, none empty or over blanks. The text must be clean already (`text/clean.ts`).
 */
export function normalise(text: string, entities: readonly Entity[]): FormattedText {
  const { from, to } = trimmed(text, { from: 0, to: text.length });
  if (from === to) return { text: '', entities: [] };
  const kept = from === 0 && to === text.length ? text : text.slice(from, to);
  if (entities.length === 0) return { text: kept, entities };
  const inside = moved(entities, from, kept.length);
  const solid = laySolid(kept, inside);
  const styled = layStyles(kept, inside, solid);
  return { text: kept, entities: styled.length === 0 ? solid : merged(solid, styled) };
}

/** Entities moved to the left and clipped to the text, in order. */
function moved(entities: readonly Entity[], by: number, length: number): Entity[] {
  const inside: Entity[] = [];
  for (const entity of entities) {
    const offset = Math.max(0, entity.offset - by);
    const end = Math.min(length, endOf(entity) - by);
    if (end <= offset) continue;
    inside.push(
      offset === entity.offset && end === endOf(entity)
        ? entity
        : { ...entity, offset, length: end - offset },
    );
  }
  return inside.sort(inOrder);
}

/** Quotes and spans. The first of two that overlap stays; a quote before a span that crosses its edge. */
function laySolid(text: string, entities: readonly Entity[]): Entity[] {
  const tight = entities
    .filter((entity) => kindOf(entity) !== 'style')
    .map((entity) => (isCode(entity) ? entity : shrunk(text, entity)))
    .filter((entity) => !isBlank(text.slice(entity.offset, endOf(entity))))
    .sort(inOrder);
  const quotes = apart(tight.filter((entity) => kindOf(entity) === 'quote'));
  const spans = tight.filter((entity) => kindOf(entity) === 'span');
  return quotes.length === 0
    ? apart(spans)
    : [...quotes, ...apart(withinQuotes(spans, quotes))].sort(inOrder);
}

const isCode = ({ type }: Entity): boolean => type === 'code' || type === 'pre';

/** Those that begin behind the end of the last. */
function apart(entities: readonly Entity[]): Entity[] {
  let end = 0;
  return entities.filter((entity) => {
    const free = entity.offset >= end;
    if (free) end = endOf(entity);
    return free;
  });
}

/** Those that cross no edge of a quote. */
function withinQuotes(spans: readonly Entity[], quotes: readonly Entity[]): Entity[] {
  let next = 0;
  return spans.filter((span) => {
    for (let quote = quotes[next]; quote && endOf(quote) <= span.offset; quote = quotes[next]) {
      next += 1;
    }
    const quote = quotes[next];
    if (quote === undefined || endOf(span) <= quote.offset) return true;
    return span.offset >= quote.offset && endOf(span) <= endOf(quote);
  });
}

function shrunk(text: string, entity: Entity): Entity {
  const { from, to } = trimmed(text, { from: entity.offset, to: endOf(entity) });
  if (to - from === entity.length) return entity;
  return { ...entity, offset: from, length: to - from };
}

/** Two sorted lists as one; at the same place and length a span goes before a style, as in TDLib. */
function merged(solid: readonly Entity[], styled: readonly Entity[]): Entity[] {
  const all: Entity[] = [];
  let next = 0;
  for (const entity of solid) {
    for (let style = styled[next]; style && inOrder(style, entity) < 0; style = styled[next]) {
      all.push(style);
      next += 1;
    }
    all.push(entity);
  }
  for (const style of styled.slice(next)) all.push(style);
  return all;
}

/** Of spans over the same range the first stays. TDLib drops a link there, and a link is worth more. */
const ranks: Readonly<Record<Entity['type'], number>> = {
  blockquote: 0,
  expandable_blockquote: 0,
  text_link: 1,
  pre: 2,
  code: 3,
  bold: 4,
  italic: 5,
  underline: 6,
  strikethrough: 7,
  spoiler: 8,
};

const inOrder = (a: Entity, b: Entity): number =>
  a.offset - b.offset || b.length - a.length || ranks[a.type] - ranks[b.type];
