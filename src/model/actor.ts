import type { PersonId } from './ids.ts';

/** What a person may do, in falling order: everything · work and answer · answer only · read only. */
export type Role = 'owner' | 'user' | 'approver' | 'viewer';

/** A person whom the guard let through. */
export interface Actor {
  readonly id: PersonId;
  /** First name as Telegram tells it, shown on cards. */
  readonly name: string;
  readonly role: Role;
}
