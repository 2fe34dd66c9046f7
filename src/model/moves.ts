/** The legal moves of a state machine: `table[state][event]` is the next state; an empty cell refuses. */
export type Moves<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>;

/** The state after `event`, or undefined where the table refuses the move. */
export function step<State extends string, Event extends string>(
  table: Moves<State, Event>,
  state: State,
  event: Event,
): State | undefined {
  return table[state][event];
}
