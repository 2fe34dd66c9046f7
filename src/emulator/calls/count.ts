import type { Call } from './call-log.ts';

/** Figures that must be kept even where the call log is bounded. */
export interface Count {
  readonly total: number;
  /** First 429s of the server's own limits: the bot went too fast. */
  readonly refusals: number;
  /** Calls begun after the bot had been told to leave the chat alone. */
  readonly duringPause: number;
  /** Messages that arrived in another topic than asked. */
  readonly wrongThread: number;
  /** 400s that no fault brought about, without `message is not modified`. */
  readonly rejected: number;
  readonly notModified: number;
  readonly conflicts: number;
  readonly unauthorized: number;
  /** Calls with an injected fault. */
  readonly faulted: number;
  readonly byMethod: Readonly<Record<string, number>>;
  begin(call: Call): void;
  end(call: Call): void;
}

export function createCount(): Count {
  const byMethod: Record<string, number> = {};
  const count = {
    total: 0,
    refusals: 0,
    duringPause: 0,
    wrongThread: 0,
    rejected: 0,
    notModified: 0,
    conflicts: 0,
    unauthorized: 0,
    faulted: 0,
    byMethod,
    begin: (call: Call): void => {
      count.total += 1;
      byMethod[call.method] = (byMethod[call.method] ?? 0) + 1;
    },
    end: (call: Call): void => {
      if (call.fault) count.faulted += 1;
      if (call.isFirstRefusal) count.refusals += 1;
      if (call.isDuringPause) count.duringPause += 1;
      if (isMisplaced(call)) count.wrongThread += 1;
      if (call.fault || !call.answer || call.answer.ok || !('code' in call.answer)) return;
      const { code, description } = call.answer;
      if (code === 401) count.unauthorized += 1;
      if (code === 409) count.conflicts += 1;
      if (code !== 400) return;
      if (description.includes('message is not modified')) count.notModified += 1;
      else count.rejected += 1;
    },
  };
  return count;
}

function isMisplaced(call: Call): boolean {
  if (!call.method.startsWith('send') || call.topic === undefined || !call.answer?.ok) return false;
  const result = call.answer.result;
  const first: unknown = Array.isArray(result) ? result[0] : result;
  if (typeof first !== 'object' || first === null || !('message_id' in first)) return false;
  return !('message_thread_id' in first) || first.message_thread_id !== call.topic;
}
