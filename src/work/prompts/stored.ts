import type { ClientId } from '../../model/ids.ts';
import type { Intent, Origin } from '../../model/intent.ts';
import type { Prompt } from '../../model/prompt.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';

/** Ours by the prefix, so that an echo is told from another client's prompt. */
const clientIdPrefix = 'pd-';
export const newClientId = (ctx: Context): ClientId =>
  `${clientIdPrefix}${Buffer.from(ctx.random.bytes(12)).toString('base64url')}` as ClientId;

/** Stores a prompt, still gathering, and marks its message as stored. */
export function storePrompt(
  ctx: Context,
  topic: Topic,
  prompt: {
    readonly text: string;
    readonly origin: Origin;
    readonly gather?: string;
    /** Where the message stands, if not in the prompt's own topic. */
    readonly writtenIn?: Topic;
  },
): Prompt {
  const { origin } = prompt;
  const place = prompt.writtenIn ?? topic;
  const stored = ctx.store.prompts.add({
    topic: topic.key,
    generation: topic.generation,
    state: 'gathering',
    clientId: newClientId(ctx),
    text: prompt.text,
    source: prompt.writtenIn
      ? undefined
      : { address: origin.address, message: origin.message, person: origin.actor.id },
    gather: prompt.gather,
    now: ctx.clock.now(),
  });
  if (!prompt.text.trim()) return stored;
  ctx.out.want({
    key: { topic: place.key, generation: place.generation, name: `react:${origin.message}` },
    priority: 'reply',
    desired: { type: 'reaction', message: origin.message, emoji: '👀' },
  });
  return stored;
}

/** The prompt with what was quoted, marked as such. */
export function textOf(intent: Extract<Intent, { type: 'prompt' }>): string {
  const { quoted, text, forwarded } = intent;
  const context = [
    quoted ? `[In reply to${quoted.ours ? ' your message' : ''}: “${quoted.text}”]` : undefined,
    forwarded ? '[Forwarded message]' : undefined,
  ].filter((line) => line !== undefined);
  return context.length > 0 ? `${context.join('\n')}\n\n${text}` : text;
}
