import type { TurnOutcome } from './engine-event.ts';
import type { CardId, MessageId, Nonce, PromptId, TopicKey, TurnId } from './ids.ts';
import type { FileChange } from './item.ts';
import type { Decision, RequestAsk } from './request.ts';

/** What a button does; a row behind its nonce, never data inside the button. */
export type Action =
  | { readonly type: 'stop-turn'; readonly topic: TopicKey; readonly turn: TurnId }
  | { readonly type: 'decide'; readonly request: string; readonly decision: Decision }
  | { readonly type: 'decline-because'; readonly request: string }
  | {
      readonly type: 'answer-option';
      readonly request: string;
      readonly question: number;
      readonly option: number;
    }
  | { readonly type: 'answer-free'; readonly request: string; readonly question: number }
  | { readonly type: 'refuse'; readonly request: string }
  | {
      readonly type: 'choose-project';
      readonly topic: TopicKey;
      readonly project: string | undefined;
    }
  | { readonly type: 'steer-prompt'; readonly prompt: PromptId }
  | { readonly type: 'edit-prompt'; readonly prompt: PromptId }
  | { readonly type: 'delete-prompt'; readonly prompt: PromptId }
  | { readonly type: 'send-now'; readonly prompt: PromptId }
  /** One place nearer to the head of the queue. */
  | { readonly type: 'move-up'; readonly prompt: PromptId }
  | { readonly type: 'join-queue'; readonly prompt: PromptId }
  | { readonly type: 'resume-queue'; readonly topic: TopicKey }
  | { readonly type: 'pause-queue'; readonly topic: TopicKey }
  | { readonly type: 'clear-queue'; readonly topic: TopicKey }
  | { readonly type: 'continue-turn'; readonly topic: TopicKey }
  | { readonly type: 'dismiss' };

/** A button on a card: what it does, in the words table's key, and what the label names beside it. */
export interface CardButton {
  readonly nonce: Nonce;
  readonly verb: Verb;
  /** A project, an option, a rule, a command: shown after or instead of the verb. */
  readonly detail: string | undefined;
}

export type Verb =
  | 'once'
  | 'session'
  | 'always'
  | 'no'
  | 'no-because'
  | 'stop'
  | 'apply'
  | 'option'
  | 'something-else'
  | 'new-in'
  | 'no-project'
  | 'steer'
  | 'edit'
  | 'delete'
  | 'send-now'
  | 'up'
  | 'join'
  | 'send-them'
  | 'keep-paused'
  | 'pause'
  | 'clear'
  | 'continue'
  | 'leave';

/** How a request ended, as the card tells it. `at` in Unix milliseconds. */
export type RequestOutcome =
  | {
      readonly type: 'approved';
      readonly decision: Decision;
      readonly by: string | undefined;
      readonly at: number;
    }
  | {
      readonly type: 'declined';
      readonly by: string | undefined;
      readonly because: string | undefined;
      readonly at: number;
    }
  | {
      readonly type: 'answered';
      readonly answers: readonly string[];
      readonly by: string | undefined;
      readonly at: number;
    }
  /** Answered, here by somebody or at the desktop; what it came to is not known yet. */
  | { readonly type: 'deciding'; readonly by: string | undefined; readonly at: number }
  | { readonly type: 'lapsed'; readonly why: 'turn-ended' | 'not-resent'; readonly at: number };

export type CardBody =
  | {
      readonly kind: 'chooser';
      readonly excerpt: string;
      /** The place that was chosen: a project's name, or '' for none. */
      readonly chosen: string | undefined;
    }
  | {
      readonly kind: 'request';
      readonly ask: RequestAsk;
      /** Changes of the file-change item that is asked about. */
      readonly changes: readonly FileChange[];
      readonly project: string | undefined;
      readonly directory: string;
      /** Index of the question on display. */
      readonly page: number;
      /** Answers given so far, by question. */
      readonly answered: readonly string[];
      /** Waits for a typed reply: the words of a free answer or of a refusal. */
      readonly awaits: 'free' | 'because' | undefined;
      readonly outcome: RequestOutcome | undefined;
    }
  | {
      readonly kind: 'queued';
      readonly place: number;
      readonly text: string;
      readonly state: 'waiting' | 'asking' | 'editing' | 'edited' | 'sent' | 'steered' | 'deleted';
      readonly at: number;
    }
  | {
      readonly kind: 'queue';
      readonly entries: readonly {
        readonly place: number;
        readonly text: string;
        readonly editable: boolean;
      }[];
      readonly paused: boolean;
    }
  | {
      readonly kind: 'stopped';
      readonly elapsedMs: number | undefined;
      readonly waiting: number;
      /** Undefined: undecided. */
      readonly choice: 'sent' | 'kept' | undefined;
      /** Commands that an interrupt does not kill (codex/README.md, section 4). */
      readonly still: readonly string[];
    }
  | {
      readonly kind: 'trouble';
      readonly trouble: Trouble;
      readonly waiting: number;
      readonly choice: 'continued' | 'sent' | 'left' | undefined;
    }
  /** Turns that ran elsewhere while the bridge was away, a line each. */
  | {
      readonly kind: 'elsewhere';
      readonly turns: readonly {
        readonly at: number;
        readonly prompt: string;
        readonly outcome: TurnOutcome;
      }[];
    }
  | { readonly kind: 'status'; readonly status: StatusView }
  | { readonly kind: 'help'; readonly commands: readonly string[] }
  | { readonly kind: 'welcome'; readonly topics: boolean }
  | { readonly kind: 'notice'; readonly notice: Notice };

/** What stopped a turn or the engine, each with its own words and button. */
export type Trouble =
  | { readonly type: 'engine-stopped'; readonly restarted: boolean }
  | { readonly type: 'engine-away'; readonly reason: string; readonly back: boolean }
  | {
      readonly type: 'usage-limit';
      readonly resetsAt: number | undefined;
      readonly message: string;
    }
  | { readonly type: 'turn-failed'; readonly kind: string; readonly message: string }
  | { readonly type: 'directory-gone'; readonly directory: string }
  | { readonly type: 'start-refused'; readonly message: string };

/** Short answers to commands and input. */
export type Notice =
  | { readonly type: 'nothing-runs' }
  | { readonly type: 'empty-text' }
  | { readonly type: 'unsupported'; readonly what: string }
  | { readonly type: 'attachments-left'; readonly kinds: readonly string[] }
  | { readonly type: 'unknown-command'; readonly name: string; readonly near: readonly string[] }
  | { readonly type: 'unknown-project'; readonly name: string; readonly known: readonly string[] }
  | { readonly type: 'not-allowed'; readonly name: string }
  | { readonly type: 'late-edit' }
  | { readonly type: 'steered' }
  | { readonly type: 'steer-usage' }
  | { readonly type: 'new-topic'; readonly name: string }
  | { readonly type: 'queue-empty' }
  | { readonly type: 'waits-for-first' }
  | { readonly type: 'busy' }
  | { readonly type: 'bound'; readonly project: string }
  /** Telegram let nothing into this chat for so long. */
  | { readonly type: 'was-paused'; readonly ms: number }
  | { readonly type: 'topic-replaced' }
  /** What came in and could not be handled, and what could not be shown, since it was last told. */
  | { readonly type: 'set-aside'; readonly updates: number; readonly messages: number };

export interface StatusView {
  readonly title: string;
  readonly project: string | undefined;
  readonly directory: string | undefined;
  readonly turn: 'idle' | 'running' | 'waiting';
  readonly elapsedMs: number | undefined;
  readonly queued: number;
  readonly paused: boolean;
  readonly model: string | undefined;
  readonly effort: string | undefined;
  readonly approvalPolicy: string | undefined;
  readonly sandbox: string | undefined;
  /** 0–100. */
  readonly contextLeft: number | undefined;
  readonly engine: {
    readonly connected: boolean;
    readonly version: string | undefined;
    readonly shared: boolean;
  };
  readonly bridge: string;
}

/** A semantic record that `work` writes and the renderer draws; it knows nothing of markup. */
export interface Card {
  readonly id: CardId;
  readonly topic: TopicKey;
  readonly generation: number;
  readonly body: CardBody;
  readonly buttons: readonly (readonly CardButton[])[];
  readonly replyTo: MessageId | undefined;
}

/** The short answer to a press, shown over the chat for a moment. */
export type Toast =
  | { readonly type: 'done' }
  | { readonly type: 'already'; readonly by: string | undefined }
  | { readonly type: 'out-of-date' }
  | { readonly type: 'not-allowed' }
  | { readonly type: 'stopping' }
  | { readonly type: 'reply-now' };
