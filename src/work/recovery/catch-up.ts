import type { ThreadInfo } from '../../model/engine.ts';
import type { Context } from '../context.ts';
import { awaySince, slackMs } from './missed.ts';

/** After a connection: bound threads in which something happened meanwhile are read again. */
export function catchUp(ctx: Context, threads: readonly ThreadInfo[]): void {
  const { topics } = ctx.store;
  for (const { id, status, updatedAt } of threads) {
    const topic = topics.byThread(ctx.instance, id);
    if (!topic) continue;
    const last = awaySince(ctx, topic);
    const runs = status === 'running' || status === 'waiting';
    if (runs || (last !== undefined && updatedAt > last + slackMs)) ctx.out.resume(topic);
  }
}
