import type { CardBody } from '../../model/card.ts';
import type { TopicKey } from '../../model/ids.ts';
import type { Topic } from '../../model/topic.ts';
import { addCard, type ButtonSpec, notify } from '../cards.ts';
import type { Context } from '../context.ts';
import { mayWork } from '../roles.ts';
import type { CommandIntent } from './intent.ts';

/** Rows of buttons that a keyboard takes without crowding the phone. */
const withButtons = 5;

/** `/queue`: what waits in this topic, with what can be done about it. */
export function queueCommand(ctx: Context, topic: Topic, intent: CommandIntent): void {
  const { body, rows } = queueView(ctx, topic.key);
  if (body.entries.length === 0) {
    notify(ctx, topic, { type: 'queue-empty' }, intent.origin.message);
    return;
  }
  const { actor, message } = intent.origin;
  addCard(ctx, topic, body, { replyTo: message, rows: () => (mayWork(actor) ? rows : []) });
}

/** The queue as it stands now. */
export function queueView(
  ctx: Context,
  key: TopicKey,
): {
  readonly body: Extract<CardBody, { kind: 'queue' }>;
  readonly rows: readonly (readonly ButtonSpec[])[];
} {
  const waiting = ctx.store.prompts.open(key).filter((prompt) => prompt.state === 'waiting');
  const paused = ctx.store.topics.get(key)?.paused !== undefined;
  const entries = waiting.map(({ text }, index) => ({ place: index + 1, text, editable: true }));
  const each = waiting.slice(0, withButtons).map(({ id }, index): readonly ButtonSpec[] => {
    const detail = String(index + 1);
    const up: ButtonSpec = { verb: 'up', detail, action: { type: 'move-up', prompt: id } };
    return [
      { verb: 'send-now', detail, action: { type: 'send-now', prompt: id } },
      ...(index > 0 ? [up] : []),
      { verb: 'delete', detail, action: { type: 'delete-prompt', prompt: id } },
    ];
  });
  const flow: ButtonSpec = paused
    ? { verb: 'send-them', action: { type: 'resume-queue', topic: key } }
    : { verb: 'pause', action: { type: 'pause-queue', topic: key } };
  const clear: ButtonSpec = { verb: 'clear', action: { type: 'clear-queue', topic: key } };
  return {
    body: { kind: 'queue', entries, paused },
    rows: waiting.length === 0 ? [] : [...each, [flow], [clear]],
  };
}
