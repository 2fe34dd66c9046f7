import type { ServerNotification } from '../../../src/engine/codex/protocol/generated/protocol.ts';
import type { ThreadState, World } from './state.ts';
import { wireStatus } from './wire.ts';

type Method = ServerNotification['method'];
type ParamsOf<M extends Method> = Extract<ServerNotification, { method: M }>['params'];

/** To the subscribers of a thread. */
export function tell<M extends Method>(
  world: World,
  thread: ThreadState,
  method: M,
  params: Omit<ParamsOf<M>, 'threadId'>,
): void {
  const message = { method, params: { threadId: thread.id, ...params } };
  for (const peer of thread.subscribers) peer.notify(message, world.clock.now());
}

/** To every client. */
export function tellAll<M extends Method>(world: World, method: M, params: ParamsOf<M>): void {
  for (const peer of world.peers) peer.notify({ method, params }, world.clock.now());
}

export const tellStatus = (world: World, thread: ThreadState): void =>
  tellAll(world, 'thread/status/changed', { threadId: thread.id, status: wireStatus(thread) });
