import type { Clock } from '../../../src/base/clock.ts';
import type {
  AskForApproval,
  ThreadActiveFlag,
  ThreadItem,
  Turn,
  UserInput,
} from '../../../src/engine/codex/protocol/generated/protocol.ts';
import type { Ids } from './ids.ts';
import type { Peer } from './peer.ts';
import type { PendingRequests } from './requests.ts';

export interface TurnState {
  readonly id: string;
  status: Turn['status'];
  error: Turn['error'];
  /** Only finished ones: this is what is on disk. */
  readonly items: ThreadItem[];
  readonly startedAtMs: number;
  completedAtMs: number | null;
}

export interface Steer {
  readonly input: readonly UserInput[];
  readonly clientId: string | null;
}

/** What a kill takes away. */
export interface Running {
  readonly turn: TurnState;
  /** Its `turn/started` was told. Before that it takes steers, but no interrupt. */
  begun: boolean;
  readonly stop: AbortController;
  /** Accepted, and not yet delivered to the model. */
  readonly steers: Steer[];
}

export interface ThreadState {
  readonly id: string;
  readonly cwd: string;
  readonly ephemeral: boolean;
  readonly createdAtMs: number;
  updatedAtMs: number;
  name: string | null;
  preview: string;
  model: string;
  effort: string | null;
  approvalPolicy: AskForApproval;
  archived: boolean;
  readonly turns: TurnState[];
  /** It is on disk: it had a turn, or got a name. Others cannot resume it before. */
  written: boolean;
  loaded: boolean;
  flags: ThreadActiveFlag[];
  running: Running | undefined;
  readonly subscribers: Set<Peer>;
  /** Commands that were accepted for the session. */
  readonly allowed: Set<string>;
  /** Ends the countdown to its unloading. */
  keep: AbortController | undefined;
}

/** One server process and the disk under it. */
export interface World {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly threads: Map<string, ThreadState>;
  readonly peers: Set<Peer>;
  readonly rules: (readonly string[])[];
  requests: PendingRequests;
  /** Aborted when the process is killed. */
  life: AbortController;
  /** A bug in a program or here; tests look at it at their end. */
  readonly faults: unknown[];
}
