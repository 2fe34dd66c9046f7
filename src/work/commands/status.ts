import type { StatusView } from '../../model/card.ts';
import type { Topic } from '../../model/topic.ts';
import { addCard } from '../cards.ts';
import type { Context } from '../context.ts';
import { countWaiting } from '../prompts/pause.ts';
import type { CommandIntent } from './intent.ts';

/** `/status`: what this topic is, what runs, what waits, and how engine and bridge are. */
export function showStatus(ctx: Context, topic: Topic, intent: CommandIntent): void {
  const body = { kind: 'status', status: statusOf(ctx, topic) } as const;
  addCard(ctx, topic, body, { replyTo: intent.origin.message });
}

function statusOf(ctx: Context, topic: Topic): StatusView {
  const { binding, runningTurn } = topic;
  const thread = binding?.thread;
  const turn = thread && runningTurn ? ctx.turn(thread, runningTurn) : undefined;
  const settings = thread && ctx.threadSettings(thread);
  const asked = thread ? ctx.store.requests.openOf(thread).length > 0 : false;
  const context = turn?.context;
  return {
    title: topic.name,
    project: binding?.project,
    directory: binding?.directory,
    turn: asked ? 'waiting' : runningTurn ? 'running' : 'idle',
    elapsedMs: turn && ctx.clock.now() - turn.startedAt,
    queued: countWaiting(ctx, topic.key),
    paused: topic.paused !== undefined,
    model: settings?.model,
    effort: settings?.effort,
    approvalPolicy: settings?.approvalPolicy,
    sandbox: settings?.sandbox,
    contextLeft: context?.windowTokens
      ? Math.max(0, Math.round(100 * (1 - context.usedTokens / context.windowTokens)))
      : undefined,
    engine: ctx.health(),
    bridge: ctx.bridge,
  };
}
