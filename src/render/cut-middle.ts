import { boundaryBefore } from './text/boundary.ts';

/** A text of at most so many UTF-16 units: its beginning and its end with `…` between them. */
export function cutMiddle(text: string, units: number): string {
  if (text.length <= units) return text;
  const room = Math.max(0, units - 1);
  const head = room > 1 ? safe(text, Math.ceil(room / 2), 0) : 0;
  const tailRoom = text.length - (room - Math.ceil(room / 2));
  const tail = boundaryBefore(text, tailRoom, head);
  const next = tail < tailRoom ? after(text, tailRoom) : tail;
  return `${text.slice(0, head)}…${text.slice(next)}`;
}

const safe = (text: string, at: number, from: number): number =>
  Math.min(at, boundaryBefore(text, at, from));

/** The first boundary behind a place inside a sign. */
function after(text: string, at: number): number {
  for (let place = at + 1; place < text.length; place += 1) {
    if (boundaryBefore(text, place, 0) === place) return place;
  }
  return text.length;
}
