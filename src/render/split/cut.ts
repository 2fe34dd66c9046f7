import { isSpace } from '../entities/range.ts';
import { boundaryBefore } from '../text/boundary.ts';
import type { Blocked } from './blocked.ts';

/** Parts shorter than this share of what would fit are not worth a better place. */
const half = 0.5;
const quarter = 0.25;
const tenth = 0.1;

/**
 * Where the part that begins at `from` ends: at most at `to`, always behind `from`. In falling order: between
 * paragraphs, lines, inside code or quotes that no part could hold, sentences, words, anywhere.
 *
 * @param to less than the text's length
 */
export function cutOf(text: string, from: number, to: number, blocked: Blocked): number {
  const search = new Search(text, from, to);
  const { whole, atom } = blocked;
  const found =
    search.last('\n\n', half, whole) ??
    search.last('\n', half, whole) ??
    search.last('\n', quarter, whole) ??
    search.beforeOutdented(half, atom) ??
    search.last('\n', half, atom) ??
    search.sentence(half, atom) ??
    search.last(' ', quarter, atom) ??
    search.last('\n', tenth, atom) ??
    atomStart(atom(to), from, to) ??
    search.last(' ', tenth, () => undefined);
  return found ?? boundaryBefore(text, to, from);
}

/** What lies over the edge may begin the next part instead. */
function atomStart(start: number | undefined, from: number, to: number): number | undefined {
  return start !== undefined && start > from + (to - from) * tenth ? start : undefined;
}

class Search {
  readonly #window: string;
  readonly #from: number;
  readonly #length: number;

  constructor(text: string, from: number, to: number) {
    this.#window = text.slice(from, to + 2);
    this.#from = from;
    this.#length = to - from;
  }

  /** The last occurrence behind a share of the part that no entity keeps together. */
  last(
    sign: string,
    share: number,
    startOf: (at: number) => number | undefined,
  ): number | undefined {
    const least = Math.max(1, Math.ceil(this.#length * share));
    let at = this.#window.lastIndexOf(sign, this.#length);
    while (at >= least) {
      const start = startOf(this.#from + at);
      if (start === undefined) return this.#from + at;
      at = this.#window.lastIndexOf(sign, Math.min(at - 1, start - this.#from));
    }
    return undefined;
  }

  /** A line end followed by a line that is not indented: trimming takes nothing from it. */
  beforeOutdented(share: number, startOf: (at: number) => number | undefined): number | undefined {
    const least = Math.max(1, Math.ceil(this.#length * share));
    let at = this.#window.lastIndexOf('\n', this.#length);
    while (at >= least) {
      const indented = isSpace(this.#window.charCodeAt(at + 1));
      if (!indented && startOf(this.#from + at) === undefined) return this.#from + at;
      at = this.#window.lastIndexOf('\n', at - 1);
    }
    return undefined;
  }

  sentence(share: number, startOf: (at: number) => number | undefined): number | undefined {
    const least = Math.max(1, Math.ceil(this.#length * share));
    for (let at = this.#length; at >= least; at -= 1) {
      const before = this.#window.charAt(at - 1);
      const ends = '。！？'.includes(before)
        ? at < this.#window.length
        : '.!?…'.includes(before) && isSpace(this.#window.charCodeAt(at));
      if (ends && before !== '' && startOf(this.#from + at) === undefined) return this.#from + at;
    }
    return undefined;
  }
}
