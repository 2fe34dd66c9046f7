/** How receiving goes, for the log, `/status` and the line `pocketdex ready`. */
export type ReceiveState =
  /** A poll was answered. */
  | { readonly type: 'polling' }
  /** The server is out of reach or in trouble; tried again after `retryInMs`. */
  | { readonly type: 'retrying'; readonly reason: string; readonly retryInMs: number }
  /** Somebody else polls with our token, or a webhook is set. `count` in a row. */
  | { readonly type: 'conflict'; readonly count: number; readonly retryInMs: number }
  /** The updates could not be stored, so they are not confirmed. */
  | { readonly type: 'not-stored'; readonly retryInMs: number }
  /** Connections and loop were made anew; `deaf`: polls were answered, and updates waited all the same. */
  | { readonly type: 'rebuilt'; readonly reason: 'stalled' | 'resumed' | 'deaf' }
  /** Telegram refuses the token; a new one is needed. */
  | { readonly type: 'token-rejected' };
