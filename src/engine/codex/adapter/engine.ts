import type { Clock } from '../../../base/clock.ts';
import {
  type Engine,
  EngineError,
  type NewThread,
  type PromptInput,
} from '../../../model/engine.ts';
import type { EngineEvent } from '../../../model/engine-event.ts';
import type { ClientId, ThreadId, TurnId } from '../../../model/ids.ts';
import type { RpcId } from '../../../model/request.ts';
import type { Connection, Method, Params, Result } from '../connection/connection.ts';
import type { ClientName } from '../connection/handshake.ts';
import type { LivenessOptions } from '../connection/liveness.ts';
import type {
  AskForApproval,
  RequestId,
  SandboxMode,
  ServerNotification,
  ServerRequest,
  UserInput,
} from '../protocol/generated/protocol.ts';
import type { Connect } from '../transport/transport.ts';
import { respondTo } from './answer.ts';
import { isNotLoaded, toFailure } from './failure.ts';
import { createLineage } from './lineage.ts';
import { keepLink } from './link.ts';
import { toEvent } from './notification.ts';
import { toRequest } from './request.ts';
import { createStartingTurns } from './starting-turns.ts';
import { settingsOf, toThreadInfo } from './thread.ts';
import { toTurnRecords } from './turn.ts';

export interface CodexEngineOptions {
  readonly connect: Connect;
  readonly clock: Clock;
  readonly client: ClientName;
  /** True when the server is the user's own, which the terminal joins too. */
  readonly shared: boolean;
  /** In order; never called inside of a call of the engine. */
  readonly onEvent: (event: EngineEvent) => void;
  /** What the server says to its operator: warnings, deprecations. For the log, never for a chat. */
  readonly onNotice: (method: string, text: string) => void;
  readonly liveness?: LivenessOptions;
  readonly random?: () => number;
}

/** The app-server as an `Engine`. It keeps nothing: after `connected` the caller resumes what it needs. */
export interface CodexEngine extends Engine {
  /** Keeps it connected until aborted, then rejects with the signal's reason. */
  run(signal: AbortSignal): Promise<void>;
}

const defaultLiveness: LivenessOptions = { everyMs: 20_000, deadlineMs: 10_000 };

export function codexEngine(options: CodexEngineOptions): CodexEngine {
  const { clock, onEvent, onNotice } = options;
  const lineage = createLineage();
  const asked = new Map<RpcId, ServerRequest>();
  const answered = new Set<RpcId>();
  const starting = createStartingTurns();
  let link: { readonly connection: Connection; readonly version: string } | undefined;
  let epoch = 0;

  // Ids begin at 0 again with each server: the epoch keeps an old press from answering a new request.
  const rpcOf = (id: RequestId): RpcId => `${epoch}:${JSON.stringify(id)}`;

  const call = async <M extends Method>(
    method: M,
    params: Params<M>,
    signal: AbortSignal,
    inOrder?: (result: Result<M>) => void,
  ): Promise<Result<M>> => {
    signal.throwIfAborted();
    if (!link) throw new EngineError('not-sent', 'Codex is not connected');
    return link.connection.request(method, params, signal, inOrder);
  };

  const failing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw toFailure(error);
    }
  };

  // A newer server may have changed a shape: that costs one message, not the bridge.
  const understood = <T>(method: string, translate: () => T): T | undefined => {
    try {
      return translate();
    } catch (error) {
      onNotice(method, `not understood: ${String(error)}`);
      return undefined;
    }
  };

  const read = (notification: ServerNotification): EngineEvent | undefined => {
    const { method, params } = notification;
    if (method === 'serverRequest/resolved') {
      const rpc = rpcOf(params.requestId);
      const thread = lineage.ownerOf(params.threadId) as ThreadId;
      const wasTold = asked.delete(rpc);
      return wasTold ? { type: 'request-resolved', thread, rpc, at: clock.now() } : undefined;
    }
    if (method === 'thread/started') lineage.meet(params.thread);
    if (method === 'turn/started') starting.heard(params.turn.id);
    if (method === 'item/started') lineage.meetItem(params.threadId, params.item);
    const notice = noticeOf(notification);
    if (notice !== undefined) onNotice(method, notice);
    const event = toEvent(notification, lineage, clock.now());
    // Only now: that it closed must still be read as the news of a hidden thread.
    if (method === 'thread/closed') lineage.forget(params.threadId);
    return event;
  };

  const hearNotification = (notification: ServerNotification): void => {
    const event = understood(notification.method, () => read(notification));
    if (event) onEvent(event);
  };

  const hearRequest = (request: ServerRequest): void => {
    if (request.method === 'currentTime/read') {
      const currentTimeAt = Math.floor(clock.now() / 1000);
      link?.connection.respond<typeof request.method>(request.id, { currentTimeAt });
      return;
    }
    const rpc = rpcOf(request.id);
    const record = understood(request.method, () => toRequest(request, rpc, lineage));
    if (!record) return;
    asked.set(rpc, request);
    onEvent({ type: 'request', request: record, at: clock.now() });
  };

  return {
    run: async (signal) =>
      keepLink(
        { random: Math.random, liveness: defaultLiveness, ...options },
        {
          up(connection, { version }) {
            epoch += 1;
            link = { connection, version };
            onEvent({ type: 'connected', epoch, version, at: clock.now() });
          },
          notification: hearNotification,
          request: hearRequest,
          down(reason) {
            link = undefined;
            asked.clear();
            answered.clear();
            starting.clear();
            onEvent({ type: 'disconnected', epoch, reason, at: clock.now() });
          },
        },
        signal,
      ),

    startThread: async (thread, signal) =>
      failing(async () => {
        const answer = await call('thread/start', startParams(thread), signal);
        return toThreadInfo(answer.thread, settingsOf(answer));
      }),

    resumeThread: async (thread, turns, take, signal) =>
      failing(async () => {
        await call(
          'thread/resume',
          {
            threadId: thread,
            excludeTurns: true,
            initialTurnsPage: { limit: turns, sortDirection: 'desc', itemsView: 'full' },
          },
          signal,
          (answer) => {
            lineage.meet(answer.thread);
            take({
              thread: toThreadInfo(answer.thread, settingsOf(answer)),
              turns: toTurnRecords(answer.initialTurnsPage?.data ?? []),
              older: answer.initialTurnsPage?.nextCursor ?? undefined,
            });
          },
        );
      }),

    readTurns: async (thread, older, limit, signal) =>
      failing(async () => {
        const page = await call(
          'thread/turns/list',
          {
            threadId: thread,
            cursor: older ?? null,
            limit,
            sortDirection: 'desc',
            itemsView: 'full',
          },
          signal,
        );
        return { turns: toTurnRecords(page.data), older: page.nextCursor ?? undefined };
      }),

    listThreads: async (limit, signal) =>
      failing(async () => {
        const page = await call('thread/list', { limit, sortKey: 'updated_at' }, signal);
        return page.data.map((thread) => toThreadInfo(thread));
      }),

    startTurn: async (thread, input, clientId, signal) =>
      failing(async () => {
        const params = { threadId: thread, ...promptParams(input, clientId) };
        const start = async (): Promise<TurnId> => {
          const { turn } = await call('turn/start', params, signal);
          starting.answered(turn.id);
          return turn.id as TurnId;
        };
        try {
          return await start();
        } catch (error) {
          if (!isNotLoaded(error)) throw error;
          await call('thread/resume', { threadId: thread, excludeTurns: true }, signal);
          return start();
        }
      }),

    steer: async (thread, turn, input, clientId, signal) =>
      failing(async () => {
        const prompt = promptParams(input, clientId);
        const params = { threadId: thread, expectedTurnId: turn, ...prompt };
        return (await call('turn/steer', params, signal)).turnId as TurnId;
      }),

    interrupt: async (thread, turn, signal) =>
      failing(async () => {
        const interrupt = async () =>
          call('turn/interrupt', { threadId: thread, turnId: turn }, signal);
        await starting.past(turn, interrupt, clock, signal);
      }),

    answer(rpc, answer) {
      const request = asked.get(rpc);
      if (!request || !link) return;
      if (answered.has(rpc)) return; // at most one answer of ours
      answered.add(rpc);
      respondTo(request, answer, link.connection);
    },

    health: () => ({
      connected: link !== undefined,
      version: link?.version,
      shared: options.shared,
    }),
  };
}

const startParams = (thread: NewThread): Params<'thread/start'> => ({
  cwd: thread.cwd,
  ...(thread.model !== undefined && { model: thread.model }),
  ...(thread.effort !== undefined && { config: { model_reasoning_effort: thread.effort } }),
  ...(thread.approvalPolicy !== undefined && {
    approvalPolicy: thread.approvalPolicy as AskForApproval,
  }),
  ...(thread.sandbox !== undefined && { sandbox: thread.sandbox as SandboxMode }),
});

const promptParams = (
  { text, images }: PromptInput,
  clientId: ClientId,
): { readonly input: UserInput[]; readonly clientUserMessageId: string } => ({
  input: [
    ...(text === '' ? [] : [{ type: 'text' as const, text, text_elements: [] }]),
    ...images.map((path) => ({ type: 'localImage' as const, path })),
  ],
  clientUserMessageId: clientId,
});

function noticeOf({ method, params }: ServerNotification): string | undefined {
  if (method === 'warning' || method === 'guardianWarning') return params.message;
  if (method === 'configWarning' || method === 'deprecationNotice') return params.summary;
  return undefined;
}
