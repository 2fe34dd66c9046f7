export interface SimQuestion {
  readonly text: string;
  readonly options: readonly string[];
}

export type SimChange =
  | { readonly kind: 'add'; readonly path: string; readonly text: string }
  | {
      readonly kind: 'update';
      readonly path: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: 'delete'; readonly path: string };

export type SimFailure = '401' | '429' | '500' | 'usage-limit' | 'overloaded' | 'context';

/** One thing that the scripted model does. Texts may hold `{last}`, `{steer}`, `{model}`, `{effort}`. */
export type SimStep =
  | { readonly type: 'think'; readonly text: string }
  /** Commentary. */
  | { readonly type: 'say'; readonly text: string }
  /** The answer. */
  | { readonly type: 'final'; readonly text: string }
  /** An answer of `chars` made-up characters in `pieces` pieces, one each `everyMs`. */
  | {
      readonly type: 'stream';
      readonly pieces: number;
      readonly everyMs: number;
      readonly chars: number;
    }
  | {
      readonly type: 'run';
      readonly command: string;
      /** Asks to leave the sandbox, so that a person is asked. */
      readonly escalate: boolean;
      readonly why: string | undefined;
      readonly prefix: readonly string[];
    }
  | { readonly type: 'patch'; readonly changes: readonly SimChange[] }
  | { readonly type: 'ask'; readonly questions: readonly SimQuestion[] }
  | { readonly type: 'ask-async'; readonly questions: readonly SimQuestion[] }
  | { readonly type: 'plan'; readonly text: string }
  | {
      readonly type: 'limits';
      readonly primary: number | undefined;
      readonly secondary: number | undefined;
      /** Seconds until the first window begins anew. */
      readonly primaryResets: number;
    }
  | { readonly type: 'fail'; readonly failure: SimFailure; readonly resets: number }
  | { readonly type: 'wait'; readonly ms: number }
  /** The turn's messages carry no phase. */
  | { readonly type: 'nophase' }
  /** Says nothing more, and does not end. */
  | { readonly type: 'hang' };

/** A step whose outcome comes back to the model in its next request. */
export type SimCall = Extract<SimStep, { type: 'run' | 'patch' | 'ask' | 'ask-async' }>;

export const isCall = (step: SimStep): step is SimCall =>
  step.type === 'run' || step.type === 'patch' || step.type === 'ask' || step.type === 'ask-async';
