/** What may befall, and at which of the steps counted from `arm`. */
export interface Blow {
  readonly type:
    | 'kill'
    | 'engine-kill'
    | 'engine-cut'
    | 'reset'
    | 'outage'
    | 'ban'
    | 'redeliver'
    | 'none';
  readonly at: number;
  /** How long the bridge stays down, Telegram is out of reach, or the chat may not be called. */
  readonly forMs: number;
  /** After a kill, counted from the next start. */
  readonly again?: number;
}
