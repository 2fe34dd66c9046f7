import type { ClientId, Nonce, TopicKey } from '../../model/ids.ts';
import type { Display } from '../../model/settings.ts';
import type { Words } from '../words/en.ts';

/** What a topic shows of a turn, and what it knows beside the timeline. */
export interface TurnView {
  /** Unix milliseconds. */
  readonly now: number;
  readonly topic: TopicKey;
  readonly generation: number;
  /** Absolute; paths below it are shown relative to it. */
  readonly directory: string;
  readonly model?: string;
  readonly effort?: string;
  readonly display: Display;
  /** Undefined: nobody may stop this turn any more. */
  readonly stopNonce: Nonce | undefined;
  /** A live message of this turn was sent, so that its end must be told there. */
  readonly liveSent: boolean;
  /** A request of this turn waits for a person: its silence is no trouble. */
  readonly waits?: boolean;
  /** The turn works for a goal; only the last one of it makes a sound. */
  readonly goal?: { readonly last: boolean };
  readonly words?: Words;
}

/** Prompts sent by us carry a client id with this prefix; all others came from elsewhere. */
export const isOurs = (client: ClientId | undefined): boolean => client?.startsWith('pd-') ?? false;
