import type { Prompt } from '../../model/prompt.ts';
import type { Context } from '../context.ts';
import { stopTurn } from '../turns/stop.ts';
import { advance } from './advance.ts';

/** Stops the running turn and sends this prompt next. False when it is not waiting any more. */
export function sendNow(ctx: Context, prompt: Prompt): boolean {
  const { store } = ctx;
  if (prompt.state !== 'waiting') return false;
  const topic = store.topics.get(prompt.topic);
  if (!topic) return false;
  store.prompts.toHead(prompt);
  store.topics.setPaused(topic.key, undefined);
  if (topic.runningTurn) stopTurn(ctx, topic, { sendNext: true });
  else advance(ctx, topic.key);
  return true;
}
