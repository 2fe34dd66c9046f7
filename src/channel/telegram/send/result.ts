import type { CallResult } from '../../../model/call.ts';
import type { ChatId } from '../../../model/ids.ts';
import { unreachable } from '../../../model/unreachable.ts';
import type { ApiFailure } from '../api/failure.ts';
import { refusalOf } from './refusals.ts';

/** A failure as the outbox acts on it. */
export function resultOf(failure: ApiFailure): CallResult {
  const { code, description } = failure;
  switch (failure.class) {
    case 'not-sent':
    case 'unknown':
      return { type: failure.class, reason: reasonOf(failure) };
    case 'flood':
      return { type: 'flood', retryAfterMs: failure.retryAfterMs ?? 0 };
    case 'migrated':
      return { type: 'migrated', to: failure.migrateTo as ChatId };
    case 'token':
      return { type: 'refused', refusal: 'token', description };
    case 'conflict':
    case 'refused':
      return { type: 'refused', refusal: refusalOf(code, description), description };
    default:
      return unreachable(failure.class);
  }
}

const reasonOf = ({ code, description }: ApiFailure): string =>
  code === undefined ? description : `${code} ${description}`;
