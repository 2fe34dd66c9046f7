import type { Card, Trouble } from '../../model/card.ts';
import type { TurnError } from '../../model/engine-event.ts';
import type { Topic } from '../../model/topic.ts';
import { addCard, type ButtonSpec } from '../cards.ts';
import type { Context } from '../context.ts';
import { pauseIfWaiting } from '../prompts/pause.ts';
import { setTimer } from '../timers.ts';
import { limitResetsAt } from '../usage.ts';
import type { StopMark } from './stop.ts';

interface Interruption {
  readonly startedAt: number;
  /** Commands that run on: an interrupt does not kill them (codex/README.md, section 4). */
  readonly still: readonly string[];
  readonly stopped: StopMark | undefined;
  /** The turn ended while nobody listened, and nobody had asked for it. */
  readonly lost: boolean;
}

/** After an interrupt the queue waits and asks; a turn that broke off by itself says so, loudly. */
export function tellInterrupted(ctx: Context, topic: Topic, what: Interruption): void {
  const waiting = pauseIfWaiting(ctx, topic.key, 'interrupted');
  if (what.lost && !what.stopped) {
    showTrouble(ctx, topic, { type: 'engine-stopped', restarted: true }, waiting);
    return;
  }
  if (waiting === 0 && !what.stopped?.message) return;
  addCard(
    ctx,
    topic,
    {
      kind: 'stopped',
      elapsedMs: ctx.clock.now() - what.startedAt,
      waiting,
      choice: undefined,
      still: what.still,
    },
    {
      replyTo: what.stopped?.message,
      rows: () => (waiting > 0 ? [queueButtons(topic)] : []),
    },
  );
}

/** At a usage limit the queue waits for the reset; after any other failure it asks. */
export function tellFailed(ctx: Context, topic: Topic, error: TurnError): void {
  if (error.kind === 'usage-limit') {
    const resetsAt = limitResetsAt(ctx);
    const waiting = pauseIfWaiting(ctx, topic.key, 'limit');
    // With a known reset also what is written from now on waits for it.
    if (resetsAt) ctx.store.topics.setPaused(topic.key, 'limit');
    if (resetsAt) setTimer(ctx, 'limit-reset', String(topic.key), resetsAt);
    showTrouble(ctx, topic, { type: 'usage-limit', resetsAt, message: error.message }, waiting);
    return;
  }
  const waiting = pauseIfWaiting(ctx, topic.key, 'failed');
  const trouble = { type: 'turn-failed', kind: error.kind, message: error.message } as const;
  showTrouble(ctx, topic, trouble, waiting);
}

export function showTrouble(ctx: Context, topic: Topic, trouble: Trouble, waiting: number): Card {
  const rows = troubleButtons(topic, trouble, waiting);
  return addCard(
    ctx,
    topic,
    { kind: 'trouble', trouble, waiting, choice: undefined },
    { rows: () => rows },
  );
}

const queueButtons = (topic: Topic): readonly ButtonSpec[] => [
  { verb: 'send-them', action: { type: 'resume-queue', topic: topic.key } },
  { verb: 'keep-paused', action: { type: 'pause-queue', topic: topic.key } },
];

function troubleButtons(
  topic: Topic,
  trouble: Trouble,
  waiting: number,
): readonly (readonly ButtonSpec[])[] {
  const goOn: ButtonSpec = {
    verb: 'continue',
    action: { type: 'continue-turn', topic: topic.key },
  };
  const leave: ButtonSpec = { verb: 'leave', action: { type: 'dismiss' } };
  const queue = waiting > 0 ? [queueButtons(topic)] : [];
  switch (trouble.type) {
    case 'engine-stopped':
    case 'turn-failed':
    case 'usage-limit':
      return [[goOn, leave], ...queue];
    case 'start-refused':
    case 'directory-gone':
      return queue;
    case 'engine-away':
      return [];
  }
}
