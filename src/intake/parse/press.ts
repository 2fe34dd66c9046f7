import type { Nonce } from '../../model/ids.ts';
import { type Fields, string } from '../fields.ts';

export interface Press {
  readonly callback: string;
  readonly nonce: Nonce;
}

// The form that `send` writes. Modified apps can forge it (Bot API, CallbackQuery.data): the nonce's row
// decides, not the form.
const ours = /^v1:([A-Za-z0-9_-]{16})$/;

export function pressOf(query: Fields): Press | undefined {
  const callback = string(query, 'id');
  const [, nonce] = ours.exec(string(query, 'data') ?? '') ?? [];
  if (callback === undefined || nonce === undefined) return undefined;
  return { callback, nonce: nonce as Nonce };
}
