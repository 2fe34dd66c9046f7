import type { Clock } from '../../base/clock.ts';

export type Fault =
  | { readonly type: 'flood'; readonly retryAfterS: number }
  | { readonly type: 'refuse'; readonly code: number; readonly description: string }
  | { readonly type: 'error'; readonly code: 500 | 502 | 503 | 504 }
  | { readonly type: 'page'; readonly code: 502 | 503 | 504 }
  | { readonly type: 'reset'; readonly when: 'before' | 'after' }
  | { readonly type: 'never'; readonly when: 'before' | 'after' }
  | { readonly type: 'slow'; readonly ms: number; readonly when?: 'before' | 'after' }
  /** A poll that is accepted and never answered, while nothing else notices. */
  | { readonly type: 'half-open' }
  /** Connection refused. */
  | { readonly type: 'outage' };

interface FaultRule {
  /** Any case; every method when left out. */
  readonly method?: string;
  readonly chatId?: number;
  /** Only calls whose parameters hold. */
  readonly where?: (params: Readonly<Record<string, unknown>>) => boolean;
  /** Begins with the nth matching call, from 1. */
  readonly nth?: number;
  /** How many calls it hits; 1 when left out, `Infinity` for all. */
  readonly times?: number;
  readonly fault: Fault;
}

interface FaultedCall {
  readonly method: string;
  readonly chatId: number | undefined;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface FaultBook {
  /** Returns what takes the rule back. */
  add(rule: FaultRule): () => void;
  clear(): void;
  /** Connections are refused, and those that wait break, from `afterMs` on for `forMs`. */
  outage(forMs: number, afterMs?: number): void;
  readonly isOut: boolean;
  /** Aborted while an outage lasts; calls under way end with it. */
  readonly line: AbortSignal;
  /** Calls back when an outage begins and when it ends. */
  listen(heard: (isOut: boolean) => void): () => void;
  match(call: FaultedCall): Fault | undefined;
}

interface OpenRule {
  readonly rule: FaultRule;
  seen: number;
  hit: number;
}

/** @param background takes over the waiting of a planned outage */
export function createFaultBook(
  clock: Clock,
  life: AbortSignal,
  background: (work: Promise<void>) => void,
): FaultBook {
  let rules: OpenRule[] = [];
  let line = new AbortController();
  let outages = 0;
  const listeners = new Set<(isOut: boolean) => void>();
  const tell = (): void => {
    for (const heard of [...listeners]) heard(outages > 0);
  };

  const begin = (): void => {
    outages += 1;
    line.abort();
    tell();
  };
  const end = (): void => {
    outages -= 1;
    if (outages === 0) line = new AbortController();
    tell();
  };
  const run = async (forMs: number, afterMs: number): Promise<void> => {
    if (afterMs > 0) {
      await clock.sleep(afterMs, life);
      begin();
    }
    await clock.sleep(forMs, life);
    end();
  };

  return {
    add: (rule) => {
      const open: OpenRule = { rule, seen: 0, hit: 0 };
      rules.push(open);
      return () => {
        rules = rules.filter((other) => other !== open);
      };
    },
    clear: () => {
      rules = [];
    },
    outage: (forMs, afterMs = 0) => {
      if (afterMs <= 0) begin();
      background(run(forMs, afterMs));
    },
    get isOut() {
      return outages > 0;
    },
    get line() {
      return line.signal;
    },
    listen: (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    match: (call) => {
      const fitting = rules.filter(({ rule }) => fits(rule, call));
      for (const open of fitting) open.seen += 1;
      const due = fitting.find(({ rule, seen }) => seen >= (rule.nth ?? 1));
      if (!due) return undefined;
      due.hit += 1;
      if (due.hit >= (due.rule.times ?? 1)) rules = rules.filter((other) => other !== due);
      return due.rule.fault;
    },
  };
}

const fits = (rule: FaultRule, call: FaultedCall): boolean =>
  (rule.method === undefined || rule.method.toLowerCase() === call.method.toLowerCase()) &&
  (rule.chatId === undefined || rule.chatId === call.chatId) &&
  (rule.fault.type !== 'half-open' || call.method.toLowerCase() === 'getupdates') &&
  (rule.where === undefined || rule.where(call.params));
