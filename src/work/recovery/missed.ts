import type { TurnRecord } from '../../model/engine-event.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';
import type { Found } from './commands.ts';
import { showElsewhere } from './elsewhere.ts';
import { isOurs } from './ours.ts';

/** The engine tells whole seconds, and its clock is not ours. */
export const slackMs = 2_000;
const key = (topic: Topic): string => `missed:${topic.key}:${topic.generation}`;

/** Until when the topic was told everything; undefined where nothing was ever shown, since then nothing is news. */
export function awaySince(ctx: Context, topic: Topic): number | undefined {
  return keptSince(ctx, topic) ?? ctx.store.shown.lastAt(topic.key, topic.generation);
}

/** The same while earlier turns are being read; what is taken up meanwhile does not move it. */
export function keptSince(ctx: Context, topic: Topic): number | undefined {
  const kept = ctx.store.meta.get(key(topic));
  return kept === undefined ? undefined : Number(kept);
}

/** Turns that others began and that ended while nobody listened. */
export function missedSince(
  ctx: Context,
  topic: Topic,
  turns: readonly TurnRecord[],
  since: number | undefined,
): readonly TurnRecord[] {
  return turns.filter(
    (turn) =>
      since !== undefined &&
      (turn.startedAt ?? 0) > since - slackMs &&
      !isOfTopic(ctx, topic, turn),
  );
}

/** A turn that runs, was seen here before, or was begun through us: it is shown for itself. */
export const isOfTopic = (ctx: Context, topic: Topic, turn: TurnRecord): boolean =>
  turn.outcome === undefined ||
  ctx.store.shown.get(topic.key, topic.generation, turn.id) !== undefined ||
  isOurs(ctx, topic, turn);

interface Missed {
  readonly found: Found;
  readonly missed: readonly TurnRecord[];
  readonly since: number | undefined;
}

/** Shows what was missed once all of it is known. @returns whether earlier turns have to be read first */
export function showMissed(ctx: Context, topic: Topic, { found, missed, since }: Missed): boolean {
  if (since === undefined) return false;
  const first = missed[0];
  const hasMore = found.older !== undefined && first !== undefined && first === found.turns[0];
  if (hasMore) {
    ctx.store.meta.set(key(topic), String(since));
    return true;
  }
  ctx.store.meta.remove(key(topic));
  if (missed.length > 0) showElsewhere(ctx, topic, missed);
  return false;
}
