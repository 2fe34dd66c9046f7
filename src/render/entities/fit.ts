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
 * A normalised body with no more entities than a message may have. Inner styles go first: each also frees the
 * outer ones of a cut. Then outer styles, then whatever stands last.
 */
export function fitted(body: FormattedText, limit: Limit): FormattedText {
  let now = body;
  for (let excess = excessOf(now, limit); excess > 0; excess = excessOf(now, limit)) {
    const { inner, outer, solid } = layersOf(now.entities);
    const layer = [inner, outer, solid].find(({ length }) => length > 0) ?? [];
    const dropped = new Set(layer.slice(layer === inner ? -Math.ceil(excess / 2) : -excess));
    now = normalise(
      now.text,
      now.entities.filter((entity) => !dropped.has(entity)),
    );
  }
  return now;
}

/** How many entities must go at least. */
function excessOf({ entities }: FormattedText, limit: Limit): number {
  let bytes = 0;
  for (const entity of entities) bytes += bytesOf(entity);
  const tooLong = bytes > limit.bytes && entities.length > 0 ? 1 : 0;
  return Math.max(
    entities.length - limit.entities,
    Math.ceil((bytes - limit.bytes) / 2100),
    tooLong,
  );
}

interface Layers {
  readonly inner: Entity[];
  readonly outer: Entity[];
  readonly solid: Entity[];
}

function layersOf(entities: readonly Entity[]): Layers {
  const layers: Layers = { inner: [], outer: [], solid: [] };
  let styleEnd = 0;
  for (const entity of entities) {
    if (kindOf(entity) !== 'style') layers.solid.push(entity);
    else if (entity.offset < styleEnd) layers.inner.push(entity);
    else {
      layers.outer.push(entity);
      styleEnd = endOf(entity);
    }
  }
  return layers;
}
