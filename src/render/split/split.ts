import type { Entity, FormattedText } from '../../model/formatted-text.ts';
import { fitted, type Limit, messageLimit } from '../entities/fit.ts';
import { bytesOf, endOf, kindOf } from '../entities/kind.ts';
import { normalise } from '../entities/normalise.ts';
import { isSpace } from '../entities/range.ts';
import { isBlank } from '../text/blank.ts';
import { blockedBy } from './blocked.ts';
import { cutOf } from './cut.ts';

/**
 * Cuts a formatted text into parts that Telegram accepts, in reading order. An entity over a cut goes on in
 * the next part, code with its language. The parts' texts are the text given, but for white space at the
 * cuts and parts that nobody would see.
 *
 * @returns no part at all when the text is blank
 */
export function split(body: FormattedText, limit: Limit = messageLimit): readonly FormattedText[] {
  const { text, entities } = normalise(body.text, body.entities);
  const parts: FormattedText[] = [];
  let open: readonly Entity[] = [];
  let next = 0;
  let from = 0;
  while (from < text.length) {
    const reach = Math.min(text.length, from + Math.max(1, limit.units));
    const inside = [...open];
    for (let entity = entities[next]; entity && entity.offset < reach; entity = entities[next]) {
      inside.push(entity);
      next += 1;
    }
    const to = affordable(inside, from, reach, limit);
    const cut = to === text.length ? to : cutOf(text, from, to, blockedBy(inside, limit.units));
    const part = fitted(slice(text, inside, from, cut), limit);
    if (!isBlank(part.text)) parts.push(part);
    from = cut;
    while (from < text.length && isSpace(text.charCodeAt(from))) from += 1;
    open = inside.filter((entity) => endOf(entity) > from);
  }
  return parts;
}

/** Where the entities that cannot be dropped, all but styles, would be too many or too large. */
function affordable(inside: readonly Entity[], from: number, reach: number, limit: Limit): number {
  let count = 0;
  let bytes = 0;
  for (const entity of inside) {
    if (kindOf(entity) === 'style' || entity.offset >= reach) continue;
    count += 1;
    bytes += bytesOf(entity);
    if ((count > limit.entities || bytes > limit.bytes) && entity.offset > from) {
      return entity.offset;
    }
  }
  return reach;
}

function slice(text: string, entities: readonly Entity[], from: number, to: number): FormattedText {
  const inside = entities
    .filter((entity) => entity.offset < to && endOf(entity) > from)
    .map((entity) => {
      const offset = Math.max(from, entity.offset);
      const length = Math.min(to, endOf(entity)) - offset;
      return { ...entity, offset: offset - from, length };
    });
  return normalise(text.slice(from, to), inside);
}
