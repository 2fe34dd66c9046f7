import type { EngineEvent, LimitWindow } from '../../../model/engine-event.ts';
import type { ItemId, ThreadId, TurnId } from '../../../model/ids.ts';
import type { RateLimitSnapshot, ServerNotification } from '../protocol/generated/protocol.ts';
import { toItem } from './item.ts';
import type { Lineage } from './lineage.ts';
import { toSettings, toStatus } from './thread.ts';
import { toOutcome, toTurnError } from './turn.ts';

type NotificationMethod = ServerNotification['method'];
type NotificationParams<M> = Extract<ServerNotification, { readonly method: M }>['params'];
type Translators = {
  readonly [M in NotificationMethod]?: (
    params: NotificationParams<M>,
    at: number,
  ) => EngineEvent | undefined;
};

/**
 * What one notification tells, or undefined. Requests' ends are told by the caller, who knows the
 * connection. Of sub-agents nothing is told: their items belong to no topic.
 */
export function toEvent(
  { method, params }: ServerNotification,
  lineage: Lineage,
  at: number,
): EngineEvent | undefined {
  const thread = threadIn(params);
  if (thread !== undefined && (lineage.isHidden(thread) || lineage.isChild(thread)))
    return undefined;
  // The table pairs each method with its own params, which the compiler cannot follow through a lookup.
  const translate = translators[method] as
    | ((params: unknown, at: number) => EngineEvent | undefined)
    | undefined;
  return translate?.(params, at);
}

function threadIn(params: ServerNotification['params']): string | undefined {
  if ('thread' in params) return params.thread.id;
  return 'threadId' in params && typeof params.threadId === 'string' ? params.threadId : undefined;
}

/** What is not listed tells nothing to a chat. */
const translators: Translators = {
  'thread/started': ({ thread: { id, status } }, at) => ({
    type: 'thread-status',
    thread: id as ThreadId,
    status: toStatus(status),
    at,
  }),
  'thread/status/changed': (params, at) => ({
    type: 'thread-status',
    thread: threadOf(params),
    status: toStatus(params.status),
    at,
  }),
  'thread/closed': (params, at) => ({
    type: 'thread-status',
    thread: threadOf(params),
    status: 'unloaded',
    at,
  }),
  'thread/name/updated': (params, at) =>
    params.threadName === undefined
      ? undefined
      : { type: 'thread-renamed', thread: threadOf(params), name: params.threadName, at },
  'thread/settings/updated': (params, at) => ({
    type: 'thread-settings',
    thread: threadOf(params),
    settings: toSettings(params.threadSettings),
    at,
  }),
  'account/rateLimits/updated': ({ rateLimits }, at) => {
    const windows = windowsOf(rateLimits);
    return windows.length > 0 ? { type: 'limits', windows, at } : undefined;
  },
  // A review begins with an inner id, and everything else of it names the outer one
  // (codex/README.md, section 6).
  'turn/started': (params, at) => ({
    type: 'turn-started',
    thread: threadOf(params),
    turn: (params.turn.rootTurnId ?? params.turn.id) as TurnId,
    at,
  }),
  'turn/completed': (params, at) => ({
    type: 'turn-ended',
    thread: threadOf(params),
    turn: params.turn.id as TurnId,
    outcome: toOutcome(params.turn.status) ?? 'interrupted',
    error: params.turn.error ? toTurnError(params.turn.error) : undefined,
    at,
  }),
  'item/started': (params, at) => ({
    type: 'item-started',
    ...placeOf(params),
    item: toItem(params.item),
    at,
  }),
  'item/completed': (params, at) => ({
    type: 'item-completed',
    ...placeOf(params),
    item: toItem(params.item),
    at,
  }),
  'item/agentMessage/delta': (params, at) => textDelta(params, at),
  'item/plan/delta': (params, at) => textDelta(params, at),
  'item/reasoning/summaryTextDelta': (params, at) => textDelta(params, at),
  // The parts of a summary are joined by an empty line, here as in history.
  'item/reasoning/summaryPartAdded': (params, at) =>
    params.summaryIndex === 0 ? undefined : textDelta({ ...params, delta: '\n\n' }, at),
  'item/commandExecution/outputDelta': (params, at) => ({
    ...textDelta(params, at),
    type: 'output-delta',
  }),
  'turn/plan/updated': (params, at) => ({
    type: 'checklist',
    ...placeOf(params),
    checklist: {
      steps: params.plan.map(({ step, status }) => ({ text: step, state: states[status] })),
    },
    at,
  }),
  'thread/tokenUsage/updated': (params, at) => ({
    type: 'context',
    ...placeOf(params),
    usedTokens: params.tokenUsage.last.totalTokens,
    windowTokens: params.tokenUsage.modelContextWindow ?? undefined,
    at,
  }),
  error: (params, at) => ({
    type: 'trouble',
    ...placeOf(params),
    error: toTurnError(params.error),
    willRetry: params.willRetry,
    at,
  }),
};

const threadOf = ({ threadId }: { readonly threadId: string }): ThreadId => threadId as ThreadId;

const placeOf = (params: { readonly threadId: string; readonly turnId: string }) => ({
  thread: params.threadId as ThreadId,
  turn: params.turnId as TurnId,
});

const textDelta = (
  params: {
    readonly threadId: string;
    readonly turnId: string;
    readonly itemId: string;
    readonly delta: string;
  },
  at: number,
) =>
  ({
    type: 'text-delta',
    ...placeOf(params),
    item: params.itemId as ItemId,
    delta: params.delta,
    at,
  }) as const;

const states = { pending: 'pending', inProgress: 'active', completed: 'done' } as const;

// A null window does not mean zero: it is left out, and the last value holds (codex/README.md, section 7).
function windowsOf({ limitId, primary, secondary }: RateLimitSnapshot): readonly LimitWindow[] {
  const named = { primary, secondary };
  return Object.entries(named).flatMap(([name, window]) =>
    window === null
      ? []
      : {
          id: `${limitId ?? 'codex'}/${name}`,
          usedPercent: window.usedPercent,
          windowMinutes: window.windowDurationMins ?? undefined,
          resetsAt: window.resetsAt === null ? undefined : window.resetsAt * 1000,
        },
  );
}
