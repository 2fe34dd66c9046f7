import type { ClientId, ItemId } from './ids.ts';

export type ItemStatus = 'running' | 'completed' | 'failed' | 'declined';

export interface FileChange {
  /** Absolute, as the engine gives it. */
  readonly path: string;
  readonly kind: 'add' | 'update' | 'delete';
  readonly added: number;
  readonly removed: number;
  /** Unified hunks; for an added file its lines with `+`. */
  readonly diff: string;
}

interface AsyncQuestion {
  readonly title: string;
  readonly options: readonly string[];
}

/**
 * One thing that happened in a turn, in the engine's order. The same record comes from the live stream and
 * from history, so that both fold to the same timeline (codex/README.md, section 4).
 */
export type Item =
  | {
      readonly type: 'user-message';
      readonly id: ItemId;
      /** The label given with the prompt: ours by its prefix, another client's, or none. */
      readonly clientId: ClientId | undefined;
      readonly text: string;
      readonly images: number;
    }
  | {
      readonly type: 'agent-message';
      readonly id: ItemId;
      readonly text: string;
      /** `unknown` where the engine said nothing: the last message of a turn is then its answer. */
      readonly phase: 'commentary' | 'final' | 'unknown';
      /** Questions that do not block; such a message is never the end of a turn. */
      readonly questions: readonly AsyncQuestion[];
    }
  | { readonly type: 'reasoning'; readonly id: ItemId; readonly summary: string }
  | { readonly type: 'plan'; readonly id: ItemId; readonly text: string }
  | {
      readonly type: 'command';
      readonly id: ItemId;
      readonly command: string;
      readonly cwd: string;
      readonly status: ItemStatus;
      readonly exitCode: number | undefined;
      /** Tail of stdout and stderr, at most 8,000 UTF-16 units. */
      readonly output: string;
      readonly durationMs: number | undefined;
    }
  | {
      readonly type: 'file-change';
      readonly id: ItemId;
      readonly changes: readonly FileChange[];
      readonly status: ItemStatus;
    }
  | {
      readonly type: 'tool';
      readonly id: ItemId;
      /** `server.tool` of an MCP tool, or a dynamic tool's name. */
      readonly name: string;
      readonly status: ItemStatus;
      readonly durationMs: number | undefined;
    }
  | { readonly type: 'search'; readonly id: ItemId; readonly query: string }
  | {
      readonly type: 'agent';
      readonly id: ItemId;
      readonly title: string;
      readonly status: ItemStatus;
    }
  | { readonly type: 'image'; readonly id: ItemId; readonly path: string | undefined }
  | {
      readonly type: 'review';
      readonly id: ItemId;
      readonly entered: boolean;
      readonly text: string;
    }
  | { readonly type: 'compaction'; readonly id: ItemId }
  /** A kind this version does not know: shown in one plain line, breaks nothing. */
  | { readonly type: 'unknown'; readonly id: ItemId; readonly name: string };
