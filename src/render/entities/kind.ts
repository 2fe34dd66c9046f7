import type { Entity, PlainStyle } from '../../model/formatted-text.ts';

/** Quotes lie on top and never in one another; spans exclude one another; styles mix freely. */
export type Kind = 'quote' | 'span' | 'style';
export type Style = Exclude<PlainStyle, 'code' | 'blockquote' | 'expandable_blockquote'>;

/** An entity without its place. */
export type Unplaced = Entity extends infer E
  ? E extends Entity
    ? Omit<E, 'offset' | 'length'>
    : never
  : never;

const kinds: Readonly<Record<Entity['type'], Kind>> = {
  blockquote: 'quote',
  expandable_blockquote: 'quote',
  code: 'span',
  pre: 'span',
  text_link: 'span',
  bold: 'style',
  italic: 'style',
  underline: 'style',
  strikethrough: 'style',
  spoiler: 'style',
};

/** TDLib's order of entities over the same range, outermost first. */
export const styles = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler'] as const;

export const kindOf = (entity: Entity): Kind => kinds[entity.type];
export const endOf = (entity: Entity): number => entity.offset + entity.length;

/** What an entity takes of Telegram's budget: some 32 bytes and its own words. */
export function bytesOf(entity: Entity): number {
  if (entity.type === 'text_link') return 32 + Buffer.byteLength(entity.url);
  return 32 + (entity.type === 'pre' ? Buffer.byteLength(entity.language ?? '') : 0);
}
