import type { Entity, FormattedText } from '../../model/formatted-text.ts';
import type { Content } from '../../model/slot.ts';
import type { SlotRecord } from '../../store/tables/slots.ts';

/** What goes out when Telegram has refused the entities, or the keyboard, of this slot before. */
export function accepted(
  content: Content,
  slot: Pick<SlotRecord, 'withoutEntities' | 'withoutButtons'>,
): Content {
  return {
    text: slot.withoutEntities ? { text: content.text.text, entities: [] } : content.text,
    buttons: slot.withoutButtons ? [] : content.buttons,
  };
}

/**
 * Cuts a text in two near the middle, at a line's or a word's end where there is one.
 * The last resort for a text that Telegram finds too long although it was measured.
 *
 * @returns undefined when nothing is left to cut
 */
export function halves({
  text,
  entities,
}: FormattedText): readonly [FormattedText, FormattedText] | undefined {
  const middle = Math.floor(text.length / 2);
  const cut = cutBefore(text, middle);
  if (cut === 0 || cut === text.length) return undefined;
  return [
    { text: text.slice(0, cut), entities: entities.flatMap((entity) => within(entity, 0, cut)) },
    {
      text: text.slice(cut),
      entities: entities.flatMap((entity) => within(entity, cut, text.length)),
    },
  ];
}

function cutBefore(text: string, middle: number): number {
  for (const end of ['\n', ' ']) {
    const at = text.lastIndexOf(end, middle - 1) + 1;
    if (at > middle / 2) return at;
  }
  // Never inside a surrogate pair.
  return /[\uDC00-\uDFFF]/.test(text.charAt(middle)) ? middle + 1 : middle;
}

/** The part of an entity that lies in a piece of the text, counted from the piece's beginning. */
function within(entity: Entity, from: number, to: number): readonly Entity[] {
  const start = Math.max(entity.offset, from);
  const end = Math.min(entity.offset + entity.length, to);
  return start < end ? [{ ...entity, offset: start - from, length: end - start }] : [];
}
