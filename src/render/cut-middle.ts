import { boundaryBefore } from './text/boundary.ts';

/** A text of at most so many UTF-16 units: its beginning and its end with `…` between them. */
export function cutMiddle(text: string, units: number): string {
  if (text.length <= units) return text;
  const room = Math.max(0, units - 1);
  const half = Math.ceil(room / 2);
  const head = half > 0 ? boundaryBefore(text, half, -1) : 0;
  return `${text.slice(0, head)}…${text.slice(boundaryFrom(text, text.length - (room - half)))}`;
}

/** The first place at or behind `at` where the text may be cut. */
function boundaryFrom(text: string, at: number): number {
  for (let place = at; place < text.length; place += 1) {
    if (boundaryBefore(text, place, -1) === place) return place;
  }
  return text.length;
}
