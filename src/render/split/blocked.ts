import type { Entity } from '../../model/formatted-text.ts';
import { endOf } from '../entities/kind.ts';

/** Tells for a place where the entity begins that a cut there would part; else nothing. */
export interface Blocked {
  /** Blocks of code, and all else that one part could hold: quotes, code, links. */
  whole(at: number): number | undefined;
  /** Code in a line and links that one part could hold. */
  atom(at: number): number | undefined;
}

/** @param entities those of one part, sorted; the lookups are asked from the end to the beginning */
export function blockedBy(entities: readonly Entity[], units: number): Blocked {
  const atoms = entities.filter(
    ({ type, length }) => length <= units && (type === 'code' || type === 'text_link'),
  );
  const blocks = entities.filter(
    ({ type, length }) => type === 'pre' || (length <= units && type.endsWith('blockquote')),
  );
  const atom = (at: number): number | undefined => holder(atoms, at);
  return { atom, whole: (at) => holder(blocks, at) ?? atom(at) };
}

/** The first entity around a place. A quote comes before the code in it. */
function holder(entities: readonly Entity[], at: number): number | undefined {
  let low = 0;
  let high = entities.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entities[middle]?.offset ?? at) < at) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0; index -= 1) {
    const entity = entities[index];
    if (entity && endOf(entity) > at) return entity.offset;
    if (entity?.type !== 'pre') return undefined;
  }
  return undefined;
}
