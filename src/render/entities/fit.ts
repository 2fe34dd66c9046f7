import type { Entity, FormattedText } from '../../model/formatted-text.ts';
import { bytesOf, endOf, kindOf } from './kind.ts';
import { normalise } from './normalise.ts';

/** What one message may hold. */
export interface Limit {
  /** UTF-16 code units of the text; Telegram's is 4096. */
  readonly units: number;
  /** Telegram ignores entities beyond the hundredth. */
  readonly entities: number;
  /** Of all entities together (`bytesOf`); Telegram answers ENTITIES_TOO_LONG at some 9,500. */
  readonly bytes: number;
}

export const messageLimit: Limit = { units: 3800, entities: 100, bytes: 9000 };

/**
 * A normalised body with no more entities than a message may have. Styles go first, the inner before the
 * outer, later ones before earlier ones; then whatever stands last.
 */
export function fitted(body: FormattedText, limit: Limit): FormattedText {
  if (fits(body.entities, limit)) return body;
  const kept = new Set(body.entities);
  let count = kept.size;
  let bytes = total(body.entities);
  for (const entity of expendable(body.entities)) {
    if (count <= limit.entities && bytes <= limit.bytes) break;
    kept.delete(entity);
    count -= 1;
    bytes -= bytesOf(entity);
  }
  return normalise(body.text, [...kept]);
}

const fits = (entities: readonly Entity[], limit: Limit): boolean =>
  entities.length <= limit.entities && total(entities) <= limit.bytes;

const total = (entities: readonly Entity[]): number =>
  entities.reduce((sum, entity) => sum + bytesOf(entity), 0);

function expendable(entities: readonly Entity[]): Entity[] {
  const inner: Entity[] = [];
  const outer: Entity[] = [];
  const solid: Entity[] = [];
  let styleEnd = 0;
  for (const entity of entities) {
    if (kindOf(entity) !== 'style') solid.push(entity);
    else if (entity.offset < styleEnd) inner.push(entity);
    else {
      outer.push(entity);
      styleEnd = endOf(entity);
    }
  }
  return [...inner.reverse(), ...outer.reverse(), ...solid.reverse()];
}
