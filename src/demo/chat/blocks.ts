import type { Seen } from '../../emulator/view/seen.ts';

export type Style = 'bold' | 'italic' | 'underline' | 'strikethrough' | 'spoiler' | 'code' | 'link';

/** Text of one look. */
export interface Run {
  readonly text: string;
  readonly styles: ReadonlySet<Style>;
}

/** What a chat sets apart: paragraphs, a code block, a quote, a quote that is folded. */
export interface Block {
  readonly kind: 'text' | 'pre' | 'quote' | 'folded';
  readonly language: string | undefined;
  readonly lines: readonly (readonly Run[])[];
}

type Entity = Seen['entities'][number];

/** A message as blocks of lines, in reading order. */
export function blocksOf({ text, entities }: Pick<Seen, 'text' | 'entities'>): readonly Block[] {
  const blocks: { kind: Block['kind']; language: string | undefined; lines: Run[][] }[] = [];
  let last: Entity | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const outer = outerBlock(entities, start, end);
    if (blocks.length === 0 || outer !== last) {
      blocks.push({ kind: kindOf(outer), language: outer?.language, lines: [] });
    }
    blocks.at(-1)?.lines.push(runsOf(line, start, entities, outer));
    last = outer;
    start = end + 1;
  }
  return blocks;
}

const blockKinds: Readonly<Record<string, Block['kind']>> = {
  expandable_blockquote: 'folded',
  blockquote: 'quote',
  pre: 'pre',
};

const kindOf = (entity: Entity | undefined): Block['kind'] =>
  (entity && blockKinds[entity.type]) ?? 'text';

/** The widest block that this line lies in: a code block inside of a quote is part of the quote. */
function outerBlock(entities: readonly Entity[], start: number, end: number): Entity | undefined {
  return entities
    .filter(({ type }) => type in blockKinds)
    .filter(({ offset, length }) => offset <= start && offset + length >= Math.max(end, start + 1))
    .toSorted((a, b) => b.length - a.length)[0];
}

const styleOf: Readonly<Record<string, Style>> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'strikethrough',
  spoiler: 'spoiler',
  code: 'code',
  pre: 'code',
  text_link: 'link',
  url: 'link',
  mention: 'link',
  text_mention: 'link',
  bot_command: 'link',
};

function runsOf(
  line: string,
  start: number,
  entities: readonly Entity[],
  outer: Entity | undefined,
): Run[] {
  const inside = entities.filter(
    (entity) =>
      entity !== outer &&
      entity.type in styleOf &&
      entity.offset < start + line.length &&
      entity.offset + entity.length > start,
  );
  const bounds = new Set([0, line.length]);
  for (const { offset, length } of inside) {
    bounds.add(Math.max(0, offset - start));
    bounds.add(Math.min(line.length, offset + length - start));
  }
  const cuts = [...bounds].toSorted((a, b) => a - b);
  return cuts.slice(1).map((to, i) => {
    const from = cuts[i] ?? 0;
    const over = inside.filter(
      ({ offset, length }) => offset - start <= from && offset + length - start >= to,
    );
    return {
      text: line.slice(from, to),
      styles: new Set(over.flatMap(({ type }) => styleOf[type] ?? [])),
    };
  });
}
