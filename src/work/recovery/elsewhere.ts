import type { TurnRecord } from '../../model/engine-event.ts';
import type { Topic } from '../../model/topic.ts';
import { addCard } from '../cards.ts';
import type { Context } from '../context.ts';
import { titleOf } from '../places.ts';
import { openTurn } from '../turns/started.ts';

/**
 * Turns that were begun and ended elsewhere while nobody listened: the newest in full, the earlier ones a
 * line each in one silent message, never their answers (design.md, the surface that stays).
 */
export function showElsewhere(ctx: Context, topic: Topic, turns: readonly TurnRecord[]): void {
  const earlier = turns.slice(0, -1);
  const newest = turns.at(-1);
  const now = ctx.clock.now();
  for (const turn of turns) openTurn(ctx, topic, turn.id, turn.startedAt ?? now);
  if (earlier.length > 0) {
    const lines = earlier.map((turn) => ({
      at: turn.startedAt ?? now,
      prompt: titleOf(promptOf(turn)),
      outcome: turn.outcome ?? 'completed',
    }));
    addCard(ctx, topic, { kind: 'elsewhere', turns: lines });
    for (const turn of earlier) settle(ctx, topic, turn, 'line');
  }
  if (!newest || !topic.binding?.thread) return;
  ctx.out.show(topic, { type: 'history', thread: topic.binding.thread, turns: [newest], at: now });
  settle(ctx, topic, newest, 'full');
}

function settle(ctx: Context, topic: Topic, turn: TurnRecord, as: 'line' | 'full'): void {
  const shown = ctx.store.shown.get(topic.key, topic.generation, turn.id);
  if (shown) ctx.store.shown.settle(shown, as, ctx.clock.now());
}

const promptOf = (turn: TurnRecord): string =>
  turn.items.find((item) => item.type === 'user-message')?.text ?? '';
