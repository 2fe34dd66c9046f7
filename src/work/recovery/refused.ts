import type { EngineError } from '../../model/engine.ts';
import type { TopicKey } from '../../model/ids.ts';
import type { Context } from '../context.ts';
import { bind } from '../places.ts';
import { advance } from '../prompts/advance.ts';
import { pauseIfWaiting } from '../prompts/pause.ts';
import { setTimer } from '../timers.ts';
import { showTrouble } from '../turns/tell.ts';

const againMs = 1_000;

/** A thread could not be read after a connection: tried again, begun anew where it never was, or said. */
export function resumeFailed(ctx: Context, key: TopicKey, error: EngineError): void {
  const { store } = ctx;
  const topic = store.topics.get(key);
  if (!topic?.binding) return;
  if (error.failure === 'not-sent' || error.failure === 'unknown') {
    setTimer(ctx, 'look-again', String(key), ctx.clock.now() + againMs);
    return;
  }
  for (const command of store.commands.open(key)) {
    const { body } = command;
    if (body.type === 'interrupt' || body.type === 'answer') continue;
    store.commands.move(command, 'fail');
    const prompt = 'prompt' in body ? store.prompts.get(body.prompt) : undefined;
    const back = prompt && store.prompts.move(prompt, 'returned', ctx.clock.now());
    if (back) store.prompts.toHead(back);
  }
  if (error.failure === 'gone' && !store.shown.any(key, topic.generation)) {
    // Without a turn there is no rollout: nothing was sent, so the thread is begun anew.
    bind(ctx, topic, { ...topic.binding, thread: undefined });
    advance(ctx, key);
    return;
  }
  store.topics.setRunningTurn(key, undefined);
  const waiting = pauseIfWaiting(ctx, key, 'failed');
  showTrouble(ctx, topic, { type: 'start-refused', message: error.message }, waiting);
}
