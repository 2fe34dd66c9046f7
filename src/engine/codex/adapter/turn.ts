import type { TurnError, TurnOutcome, TurnRecord } from '../../../model/engine-event.ts';
import type { TurnId } from '../../../model/ids.ts';
import type {
  CodexErrorInfo,
  Turn,
  TurnError as WireError,
} from '../protocol/generated/protocol.ts';
import { toItem } from './item.ts';

/** A turn of a page of history that was read with `itemsView: "full"`. */
export function toTurnRecord(turn: Turn): TurnRecord {
  return {
    id: turn.id as TurnId,
    startedAt: milliseconds(turn.startedAt),
    endedAt: milliseconds(turn.completedAt),
    outcome: toOutcome(turn.status),
    error: turn.error ? toTurnError(turn.error) : undefined,
    items: turn.items.map(toItem),
  };
}

/** A page comes newest first; ours go oldest first. */
export const toTurnRecords = (page: readonly Turn[]): readonly TurnRecord[] =>
  page.map(toTurnRecord).reverse();

export const toOutcome = (status: Turn['status']): TurnOutcome | undefined =>
  status === 'inProgress' ? undefined : status;

const milliseconds = (seconds: number | null): number | undefined =>
  seconds === null ? undefined : seconds * 1000;

export const toTurnError = ({ message, codexErrorInfo }: WireError): TurnError => ({
  kind: kindOf(codexErrorInfo),
  message,
});

const kinds: Readonly<Record<string, TurnError['kind']>> = {
  usageLimitExceeded: 'usage-limit',
  contextWindowExceeded: 'context-full',
  serverOverloaded: 'overloaded',
  unauthorized: 'login',
  httpConnectionFailed: 'network',
  responseStreamConnectionFailed: 'network',
  responseStreamDisconnected: 'network',
};

// A 401 comes as `httpConnectionFailed`, not as `unauthorized` (codex/README.md, section 7).
function kindOf(info: CodexErrorInfo | null): TurnError['kind'] {
  if (info === null) return 'other';
  if (typeof info === 'string') return kinds[info] ?? 'other';
  const [name, detail] = Object.entries(info)[0] ?? [];
  return JSON.stringify(detail) === '{"httpStatusCode":401}'
    ? 'login'
    : (kinds[name ?? ''] ?? 'other');
}
