import type { Entity, FormattedText } from '../../model/formatted-text.ts';
import type { Unplaced } from '../entities/kind.ts';
import { clean } from '../text/clean.ts';

/** Builds a text with its entities, line by line. They may overlap; `normalise` lays them. */
export class Writer {
  /** What each new line begins with: the indentation of a list, the marks of an inner quote. */
  prefix = '';
  #text = '';
  readonly #entities: Entity[] = [];
  #gap = 0;
  #atLineStart = true;
  #behindBullet = false;

  /** Asks for at least so many line ends before what comes next; none at the beginning or behind a bullet. */
  gap(lines: number): void {
    if (!this.#behindBullet) this.#gap = Math.max(this.#gap, lines);
  }

  /** Writes a list mark. The next block stands on its line, gap or no gap. */
  bullet(mark: string): void {
    this.text(mark);
    this.#behindBullet = true;
  }

  /** Nothing more comes to the bullet's line. */
  leaveBullet(): void {
    this.#behindBullet = false;
  }

  /** Each line break in it begins a new line of the same block. */
  text(text: string): void {
    if (text === '') return;
    this.#begin();
    const cleaned = clean(text);
    this.#text += cleaned.includes('\n') ? cleaned.replaceAll('\n', `\n${this.prefix}`) : cleaned;
  }

  /** Formatted text on the current line. */
  append({ text, entities }: FormattedText): void {
    this.#begin();
    const at = this.#text.length;
    for (const entity of entities) {
      this.#entities.push({ ...entity, offset: entity.offset + at });
    }
    this.#text += text;
  }

  /** Clean lines of their own, without prefixes. */
  pre(text: string, language: string | undefined): void {
    const from = this.startOfLine();
    this.#atLineStart = false;
    this.#text += text;
    this.mark(from, language === undefined ? { type: 'pre' } : { type: 'pre', language });
  }

  /** Where the next text will begin. */
  start(): number {
    this.#begin();
    return this.#text.length;
  }

  /** Where the next line begins, its prefix included. */
  startOfLine(): number {
    this.leaveLine();
    this.#break();
    return this.#text.length;
  }

  /** What comes next may not stand behind a bullet. */
  leaveLine(): void {
    if (this.#behindBullet) this.#gap = 1;
    this.#behindBullet = false;
  }

  /** Puts an entity on everything from a place to here. */
  mark(from: number, entity: Unplaced): void {
    const length = this.#text.length - from;
    if (length > 0) this.#entities.push({ ...entity, offset: from, length });
  }

  result(): FormattedText {
    return { text: this.#text, entities: this.#entities };
  }

  #begin(): void {
    this.#break();
    if (this.#atLineStart) this.#text += this.prefix;
    this.#atLineStart = false;
  }

  #break(): void {
    if (this.#gap > 0 && !this.#atLineStart) {
      this.#text += '\n'.repeat(this.#gap);
      this.#atLineStart = true;
    }
    this.#gap = 0;
    this.#behindBullet = false;
  }
}
