import type { TopicKey } from '../model/ids.ts';
import type { Prompt } from '../model/prompt.ts';
import type { Topic } from '../model/topic.ts';
import type { Context } from './context.ts';
import { titleOf } from './places.ts';
import { setTimer } from './timers.ts';

/** A rename costs one call of the chat's few; the first signs of a turn go before it. */
const afterMs = 6_000;

/** A topic that nobody named takes the first words of its first prompt; the main view has no name. */
export function nameAfter(ctx: Context, topic: Topic, prompt: Prompt): void {
  const hasName = topic.topic !== undefined || topic.state === 'making';
  const name = titleOf(prompt.text);
  if (topic.namedBy !== 'nobody' || !hasName || topic.name === name) return;
  ctx.store.topics.rename(topic.key, name, 'us');
  setTimer(ctx, 'name-topic', String(topic.key), ctx.clock.now() + afterMs);
}

/** The name that the topic has by now goes to Telegram, unless a person gave it one meanwhile. */
export function showName(ctx: Context, key: TopicKey): void {
  const topic = ctx.store.topics.get(key);
  if (topic?.namedBy === 'us') wantName(ctx, topic);
}

/** The topic is to exist and to have its present name. */
export const wantName = (ctx: Context, { key, name }: Topic): void =>
  ctx.out.want({
    key: { topic: key, generation: 0, name: 'topic' },
    priority: 'reply',
    desired: { type: 'topic', name },
  });
