/** Where something was seen. All of it in the bench's process, so that one clock times both sides of the bridge. */
type Place =
  /** An answer of `getUpdates`, as it is written to the socket. */
  | 'updates'
  /** A call of the bridge, as it arrives, and the answer to it. */
  | 'call'
  | 'answered'
  /** A message on the engine's socket. */
  | 'to-engine'
  | 'from-engine'
  /** A request at the model, and the end of a `wait` in one of its programs. */
  | 'model'
  | 'model-waited';

interface Moment {
  readonly place: Place;
  /** Method, or for `model-waited` the milliseconds. */
  readonly name: string;
  /** Everything that was written. */
  readonly text: string;
  /** Milliseconds of `performance.now()`. */
  readonly at: number;
}

interface Wanted {
  readonly place: Place;
  readonly name?: string | readonly string[];
  /** Text that must occur. */
  readonly text?: string;
  /** Not before this. */
  readonly since?: number;
}

/** What happened when. */
export interface Moments {
  readonly all: readonly Moment[];
  note(moment: Moment): void;
  find(wanted: Wanted): Moment | undefined;
  /** The first that is as wanted, seen already or yet to come. */
  until(wanted: Wanted, withinMs?: number): Promise<Moment>;
  forget(): void;
}

export function createMoments(): Moments {
  const all: Moment[] = [];
  const waiting = new Set<(moment: Moment) => void>();
  const find = (wanted: Wanted): Moment | undefined => all.find((one) => isWanted(one, wanted));
  return {
    all,
    find,
    note(moment) {
      all.push(moment);
      for (const look of [...waiting]) look(moment);
    },
    until: (wanted, withinMs = 30_000) =>
      new Promise((resolve, reject) => {
        const found = find(wanted);
        if (found) {
          resolve(found);
          return;
        }
        const late = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`Not seen within ${withinMs} ms: ${JSON.stringify(wanted)}`));
        }, withinMs);
        const look = (moment: Moment): void => {
          if (!isWanted(moment, wanted)) return;
          clearTimeout(late);
          waiting.delete(look);
          resolve(moment);
        };
        waiting.add(look);
      }),
    forget: () => void all.splice(0),
  };
}

const isWanted = (moment: Moment, { place, name, text = '', since = 0 }: Wanted): boolean =>
  moment.place === place &&
  (name === undefined || [name].flat().includes(moment.name)) &&
  moment.at >= since &&
  moment.text.includes(text);
