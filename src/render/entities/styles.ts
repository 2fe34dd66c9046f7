import type { Entity } from '../../model/formatted-text.ts';
import { isBlank } from '../text/blank.ts';
import { endOf, kindOf, type Style, styles } from './kind.ts';
import { type Range, trimmed } from './range.ts';

interface Piece extends Range {
  readonly rank: number;
}

/**
 * The styles as TDLib keeps them: none over code, none across the edge of a link or quote, touching ones of
 * a kind joined, and every open style cut where another begins, so that they always nest.
 *
 * @param solid quotes and spans, sorted, spans not overlapping
 */
export function layStyles(
  text: string,
  entities: readonly Entity[],
  solid: readonly Entity[],
): Entity[] {
  const pieces: Piece[] = [];
  const fences = fencesOf(solid);
  for (const [rank, style] of styles.entries()) {
    for (const range of joined(entities, style)) {
      for (const part of betweenFences(range, fences)) {
        const { from, to } = trimmed(text, part);
        if (from < to) pieces.push({ rank, from, to });
      }
    }
  }
  return nested(pieces).filter(
    ({ offset, length }) => !isBlank(text.slice(offset, offset + length)),
  );
}

/** Ranges of one style in order, overlapping and touching ones made one. */
function joined(entities: readonly Entity[], style: Style): Range[] {
  const ranges: { from: number; to: number }[] = [];
  for (const entity of entities) {
    if (entity.type !== style || entity.length <= 0) continue;
    const last = ranges.at(-1);
    if (last && entity.offset <= last.to) last.to = Math.max(last.to, endOf(entity));
    else ranges.push({ from: entity.offset, to: endOf(entity) });
  }
  return ranges;
}

interface Fence extends Range {
  /** Styles stop before code; links and quotes they only have to be cut at. */
  readonly opaque: boolean;
}

function fencesOf(solid: readonly Entity[]): Fence[] {
  const edges: Fence[] = [];
  for (const entity of solid) {
    if (kindOf(entity) === 'quote') {
      edges.push({ from: entity.offset, to: entity.offset, opaque: false });
      edges.push({ from: endOf(entity), to: endOf(entity), opaque: false });
    } else if (entity.type === 'text_link') {
      edges.push({ from: entity.offset, to: entity.offset, opaque: false });
      edges.push({ from: endOf(entity), to: endOf(entity), opaque: false });
    } else edges.push({ from: entity.offset, to: endOf(entity), opaque: true });
  }
  return edges.sort((a, b) => a.from - b.from || a.to - b.to);
}

function* betweenFences(range: Range, fences: readonly Fence[]): Generator<Range> {
  let from = range.from;
  for (let index = firstAfter(fences, range.from); index < fences.length; index += 1) {
    const fence = fences[index];
    if (!fence || fence.from >= range.to) break;
    if (fence.from > from) yield { from, to: fence.from };
    from = Math.max(from, fence.to);
  }
  if (from < range.to) yield { from, to: range.to };
}

/** The first fence that ends behind a place. Their ends rise with their starts but for edges inside none. */
function firstAfter(fences: readonly Fence[], place: number): number {
  let low = 0;
  let high = fences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((fences[middle]?.to ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nested(pieces: Piece[]): Entity[] {
  const starts = [...new Set(pieces.map(({ from }) => from))].sort((a, b) => a - b);
  const cut: Piece[] = [];
  for (const piece of pieces) {
    let from = piece.from;
    for (let index = indexAfter(starts, from); index < starts.length; index += 1) {
      const start = starts[index] ?? piece.to;
      if (start >= piece.to) break;
      cut.push({ rank: piece.rank, from, to: start });
      from = start;
    }
    cut.push({ rank: piece.rank, from, to: piece.to });
  }
  return cut
    .sort((a, b) => a.from - b.from || b.to - a.to || a.rank - b.rank)
    .map(({ rank, from, to }) => ({
      type: styles[rank] ?? 'bold',
      offset: from,
      length: to - from,
    }));
}

function indexAfter(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
