import type { ThreadSnapshot } from '../../model/engine.ts';
import type { TurnRecord } from '../../model/engine-event.ts';
import type { ThreadId } from '../../model/ids.ts';
import type { Prompt } from '../../model/prompt.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';
import { advance } from '../prompts/advance.ts';
import { setTimer } from '../timers.ts';
import { settleTurn } from '../turns/ended.ts';
import { promptSeen } from '../turns/item.ts';
import { openTurn } from '../turns/started.ts';
import { stopIfAsked } from '../turns/stop.ts';
import { type Found, isNascent, reaches, settleCommands } from './commands.ts';
import { awaySince, isOfTopic, keptSince, missedSince, showMissed } from './missed.ts';
import { isOurs } from './ours.ts';
import { threadRead } from './refused.ts';

/** The engine sends pending requests again on a resume; what has not come by then has died. */
const resentMs = 1_000;

/**
 * A thread as it was found after a resume. Turns that ended unseen get what they still owe the topic,
 * the running one goes on in its message, and commands of unknown fate are settled from the history.
 *
 * @returns whether earlier turns are needed, since a prompt of ours or more that was missed may be among them
 */
export function acceptSnapshot(ctx: Context, topic: Topic, snapshot: ThreadSnapshot): boolean {
  const { thread, turns } = snapshot;
  threadRead(ctx, topic);
  const since = awaySince(ctx, topic);
  const missed = missedSince(ctx, topic, turns, since);
  for (const turn of turns) if (isOfTopic(ctx, topic, turn)) takeUp(ctx, topic, thread.id, turn);
  const hasMore = showMissed(ctx, topic, { found: snapshot, missed, since });
  setTimer(ctx, 'not-resent', thread.id, ctx.clock.now() + resentMs);
  const runs = thread.status === 'running' || thread.status === 'waiting';
  return conclude(ctx, topic, snapshot, { runs, nascent: isNascent(snapshot) }) || hasMore;
}

/** Turns from before the first page, all that were read so far. */
export function acceptOlder(ctx: Context, topic: Topic, found: Found): boolean {
  const thread = topic.binding?.thread;
  if (!thread) return false;
  const since = keptSince(ctx, topic);
  for (const turn of found.turns) if (isOurs(ctx, topic, turn)) takeUp(ctx, topic, thread, turn);
  const missed = missedSince(ctx, topic, found.turns, since);
  const hasMore = showMissed(ctx, topic, { found, missed, since });
  return conclude(ctx, topic, found, { runs: false, nascent: false }) || hasMore;
}

interface Now {
  readonly runs: boolean;
  readonly nascent: boolean;
}

function conclude(ctx: Context, topic: Topic, found: Found, now: Now): boolean {
  if (!now.runs) dropVanished(ctx, topic, found);
  settleCommands(ctx, topic, found, now.nascent);
  advance(ctx, topic.key);
  return ctx.store.prompts
    .open(topic.key)
    .some((prompt) => isUnderWay(prompt) && !reaches(found, prompt));
}

const isUnderWay = ({ state }: Prompt): boolean =>
  state === 'sending' || state === 'accepted' || state === 'running';

function takeUp(ctx: Context, topic: Topic, thread: ThreadId, turn: TurnRecord): void {
  const shown = ctx.store.shown.get(topic.key, topic.generation, turn.id);
  if (shown && shown.state !== 'unseen') return;
  const now = ctx.clock.now();
  openTurn(ctx, topic, turn.id, turn.startedAt ?? now);
  for (const item of turn.items) promptSeen(ctx, item, turn.id);
  if (turn.outcome === undefined) {
    ctx.store.topics.setRunningTurn(topic.key, turn.id);
    stopIfAsked(ctx, topic, turn.id);
  }
  ctx.out.show(topic, { type: 'history', thread, turns: [turn], at: now });
  if (turn.outcome === undefined) return;
  const { outcome, error } = turn;
  settleTurn(ctx, topic, { thread, turn: turn.id, outcome, error }, true);
}

/** Turns that we took for running and that history does not know: nothing of them was kept. */
function dropVanished(ctx: Context, topic: Topic, found: Found): void {
  const thread = topic.binding?.thread;
  const open = ctx.store.prompts
    .open(topic.key)
    .filter((prompt) => prompt.turn && reaches(found, prompt))
    .map(({ turn }) => turn);
  const running = ctx.store.topics.get(topic.key)?.runningTurn;
  const known = new Set(found.turns.map(({ id }) => id));
  for (const turn of new Set([...open, found.older ? undefined : running])) {
    if (!thread || !turn || known.has(turn)) continue;
    openTurn(ctx, topic, turn, ctx.clock.now());
    const ended = { thread, turn, outcome: 'interrupted', error: undefined } as const;
    ctx.out.show(topic, { type: 'turn-ended', ...ended, at: ctx.clock.now() });
    settleTurn(ctx, topic, ended, true);
  }
}
