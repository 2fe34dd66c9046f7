import type { ChatId, PersonId } from './ids.ts';

/** Who may speak, as configured. Everybody and everything else is silent. */
export interface AccessPolicy {
  readonly chats: ReadonlySet<ChatId>;
  readonly owners: ReadonlySet<PersonId>;
  readonly users: ReadonlySet<PersonId>;
  readonly approvers: ReadonlySet<PersonId>;
  readonly viewers: ReadonlySet<PersonId>;
  /** `everyone`: all members of a listed group are users. */
  readonly groupMembers: 'listed' | 'everyone';
  /** In plain groups and General: answer to mentions and replies only, or to all. */
  readonly groups: 'mention' | 'all';
}

export interface Project {
  readonly name: string;
  /** Absolute, `~` already expanded. */
  readonly path: string;
  readonly isDefault: boolean;
  readonly model: string | undefined;
  readonly effort: string | undefined;
  readonly approvalPolicy: string | undefined;
  readonly sandbox: string | undefined;
}

export type Detail = 'off' | 'summary' | 'full';

/** How much of a turn is shown (`display.*`). */
export interface Display {
  readonly commentary: Detail;
  readonly thinking: Detail;
  readonly tools: Detail;
  readonly commands: Detail;
  /** Silence after which the live message says what it waits for; 0 = never. */
  readonly quietMs: number;
}
