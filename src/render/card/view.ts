import type { FormattedText } from '../../model/formatted-text.ts';
import type { Words } from '../words/en.ts';
import { moment } from '../words/time.ts';

export interface CardView {
  /** Unix milliseconds. */
  readonly now: number;
  /** Minutes that the person's zone is ahead of UTC; UTC without it. */
  readonly timezoneOffset?: number;
  readonly words?: Words;
}

/** What the drawing of one kind of card needs: the view with its defaults. */
export interface Pen {
  readonly words: Words;
  /** A moment as the person reads it. */
  readonly time: (at: number) => string;
  readonly now: number;
}

export const penOf = (view: CardView, words: Words): Pen => ({
  words,
  now: view.now,
  time: (at) => moment(at, view.now, view.timezoneOffset ?? 0, words),
});

/** A card's text line by line, the news first. `isOver`: nothing can be pressed any more. */
export interface Drawn {
  readonly lines: readonly FormattedText[];
  readonly isOver: boolean;
}
