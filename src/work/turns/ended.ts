import type { TurnError, TurnEvent, TurnOutcome } from '../../model/engine-event.ts';
import type { ThreadId, TopicKey, TurnId } from '../../model/ids.ts';
import type { PromptMove } from '../../model/prompt.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';
import { advance } from '../prompts/advance.ts';
import { giveBack } from '../prompts/give-back.ts';
import { showPlaces } from '../prompts/queue-cards.ts';
import { requestsEnded } from '../requests/over.ts';
import { openTurn } from './started.ts';
import { forgetStop, stopMark } from './stop.ts';
import { tellFailed, tellInterrupted } from './tell.ts';

type Ended = Extract<TurnEvent, { type: 'turn-ended' }>;

/** A turn is over: its answer goes out, its prompts are settled, its requests lapse, the queue moves on. */
export function turnEnded(ctx: Context, topic: Topic, event: Ended): void {
  openTurn(ctx, topic, event.turn, event.at);
  ctx.out.show(topic, event);
  settleTurn(ctx, topic, event);
}

/** The same for a turn whose end was read from history. `lost`: nobody told us, so nobody asked for it. */
export function settleTurn(
  ctx: Context,
  topic: Topic,
  { thread, turn, outcome, error }: Pick<Ended, 'thread' | 'turn' | 'outcome' | 'error'>,
  lost = false,
): void {
  const { store } = ctx;
  const shown = store.shown.get(topic.key, topic.generation, turn);
  if (shown?.state !== 'unseen') return;
  store.shown.settle(shown, 'full', ctx.clock.now());
  if (store.topics.get(topic.key)?.runningTurn === turn) {
    store.topics.setRunningTurn(topic.key, undefined);
  }
  requestsEnded(ctx, thread, turn, outcome);
  settlePrompts(ctx, topic.key, turn, outcome);
  const mark = stopMark(ctx, topic);
  // A stop from before the turn was known is meant for it too.
  const stopped = mark && (mark.turn ?? turn) === turn ? mark : undefined;
  if (stopped) forgetStop(ctx, topic);
  if (outcome === 'interrupted' && !stopped?.sendNext) {
    const still = stillRunning(ctx, thread, turn);
    tellInterrupted(ctx, topic, { startedAt: shown.startedAt, still, stopped, lost });
  }
  if (outcome === 'failed') tellFailed(ctx, topic, error ?? unknownError);
  advance(ctx, topic.key);
  showPlaces(ctx, topic.key);
}

const stillRunning = (ctx: Context, thread: ThreadId, turn: TurnId): readonly string[] =>
  [...(ctx.turn(thread, turn)?.items.values() ?? [])].flatMap(({ item }) =>
    item.type === 'command' && item.status === 'running' ? [item.command] : [],
  );

const unknownError: TurnError = { kind: 'other', message: 'Codex gave no reason.' };

const endOf: Readonly<Record<TurnOutcome, PromptMove>> = {
  completed: 'completed',
  interrupted: 'interrupted',
  failed: 'failed',
};

function settlePrompts(ctx: Context, key: TopicKey, turn: TurnId, outcome: TurnOutcome): void {
  const now = ctx.clock.now();
  for (const prompt of ctx.store.prompts.open(key)) {
    if (prompt.turn !== turn) continue;
    if (prompt.state === 'running') ctx.store.prompts.move(prompt, endOf[outcome], now);
    // Accepted, and not in the turn: it is the next one.
    if (prompt.state === 'accepted') giveBack(ctx, prompt.id);
  }
}
