import type { EngineError } from '../../model/engine.ts';
import type { TopicKey } from '../../model/ids.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';
import { bind } from '../places.ts';
import { advance } from '../prompts/advance.ts';
import { giveBack } from '../prompts/give-back.ts';
import { isBusy, pauseIfWaiting } from '../prompts/pause.ts';
import { setTimer } from '../timers.ts';
import { settleTurn } from '../turns/ended.ts';
import { stopNotStarted } from '../turns/not-started.ts';
import { openTurn } from '../turns/started.ts';
import { showTrouble } from '../turns/tell.ts';

const againMs = 1_000;
const unreadableAgainMs = 20_000;

/** A thread could not be read after a connection: tried again, begun anew where it never was, or said. */
export function resumeFailed(ctx: Context, key: TopicKey, error: EngineError): void {
  const { store } = ctx;
  const topic = store.topics.get(key);
  if (!topic?.binding) return;
  if (error.failure === 'not-sent' || error.failure === 'unknown') {
    setTimer(ctx, 'look-again', String(key), ctx.clock.now() + againMs);
    return;
  }
  const hasBack = failCommands(ctx, key);
  if (error.failure === 'gone' && !store.shown.any(key, topic.generation)) {
    // Without a turn there is no rollout: nothing was sent, so the thread is begun anew.
    const bound = bind(ctx, topic, { ...topic.binding, thread: undefined });
    if (hasBack) stopNotStarted(ctx, bound);
    advance(ctx, key);
    return;
  }
  if (hasBack) stopNotStarted(ctx, topic);
  if (error.failure === 'gone') endWithoutHistory(ctx, topic);
  else if (isBusy(ctx, topic)) {
    // What runs there cannot be settled blindly: its end is looked for until the thread can be read.
    setTimer(ctx, 'look-again', String(key), ctx.clock.now() + unreadableAgainMs);
    if (store.meta.get(toldKey(topic))) return;
    store.meta.set(toldKey(topic), '1');
  }
  const waiting = pauseIfWaiting(ctx, key, 'failed');
  showTrouble(ctx, topic, { type: 'start-refused', message: error.message }, waiting);
}

/** What was to be sent to the thread is not; its prompts are kept. @returns whether any came back to the queue */
function failCommands(ctx: Context, key: TopicKey): boolean {
  const { commands } = ctx.store;
  let hasBack = false;
  for (const command of commands.open(key)) {
    const { body } = command;
    if (body.type === 'interrupt' || body.type === 'answer') continue;
    commands.move(command, 'fail');
    if ('prompt' in body && giveBack(ctx, body.prompt)) hasBack = true;
  }
  return hasBack;
}

const toldKey = (topic: Topic): string => `unreadable:${topic.key}`;

/** The thread was read: the next time that it cannot be is news again. */
export const threadRead = (ctx: Context, topic: Topic): void => {
  if (ctx.store.meta.get(toldKey(topic))) ctx.store.meta.remove(toldKey(topic));
};

/** The thread is no more, and nothing will ever tell how its turns ended. */
function endWithoutHistory(ctx: Context, topic: Topic): void {
  const thread = topic.binding?.thread;
  const turns = ctx.store.prompts.open(topic.key).map(({ turn }) => turn);
  for (const turn of new Set([topic.runningTurn, ...turns])) {
    if (!thread || !turn) continue;
    openTurn(ctx, topic, turn, ctx.clock.now());
    const ended = { thread, turn, outcome: 'interrupted', error: undefined } as const;
    ctx.out.show(topic, { type: 'turn-ended', ...ended, at: ctx.clock.now() });
    settleTurn(ctx, topic, ended);
  }
}
