import type { EngineCommand } from '../../model/command.ts';
import { EngineError } from '../../model/engine.ts';
import type { PromptId, ThreadId, TurnId } from '../../model/ids.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';
import { bind } from '../places.ts';
import { advance } from '../prompts/advance.ts';
import { giveBack } from '../prompts/give-back.ts';
import { pauseIfWaiting } from '../prompts/pause.ts';
import { markQueued, showPlaces } from '../prompts/queue-cards.ts';
import { stopNotStarted } from '../turns/not-started.ts';
import { stopMark } from '../turns/stop.ts';
import { showTrouble } from '../turns/tell.ts';
import { DirectoryGone } from './directories.ts';

/** What is written down when a call came back, in one transaction with the command's end. */
export type Book = () => void;

export type Outcome =
  | { readonly type: 'done'; readonly book: Book }
  | { readonly type: 'failed'; readonly error: unknown };

/** Overload and draining are tried again after 0.5 s, 1 s, 2 s … 30 s. */
const backoffMs = (attempts: number): number => Math.min(30_000, 250 * 2 ** Math.min(attempts, 7));

/** Books what came of a command. Whatever failed, its prompt is kept. */
export function settle(ctx: Context, command: EngineCommand, outcome: Outcome): void {
  if (outcome.type === 'done') {
    outcome.book();
    ctx.store.commands.move(command, 'finish');
  } else {
    failed(ctx, command, outcome.error);
  }
  advance(ctx, command.topic);
}

/** The engine made the thread: its id is committed before its first turn. */
export function threadStarted(ctx: Context, command: EngineCommand, thread: ThreadId): void {
  const topic = ctx.store.topics.get(command.topic);
  // Bound anew meanwhile: the empty thread is left, nobody will see it.
  if (topic?.generation !== command.generation) return;
  ctx.store.topics.setThread(command.topic, thread);
}

/** The engine took the prompt into `turn`; it is there when its item is seen. */
export function accepted(ctx: Context, id: PromptId, turn: TurnId, how: 'sent' | 'steered'): void {
  const prompt = ctx.store.prompts.get(id);
  if (!prompt) return;
  const now = ctx.clock.now();
  const taken = ctx.store.prompts.move(prompt, 'accepted', now, turn);
  if (!taken) return;
  const topic = ctx.store.topics.get(taken.topic);
  const shown = topic && ctx.store.shown.get(topic.key, topic.generation, turn);
  // The turn ended before this answer was read, and its item never came: it is the next prompt.
  if (shown && shown.state !== 'unseen') comesBack(ctx, taken.id);
  else markQueued(ctx, taken, how);
  showPlaces(ctx, taken.topic);
}

function failed(ctx: Context, command: EngineCommand, error: unknown): void {
  const { commands, topics } = ctx.store;
  const topic = topics.get(command.topic);
  if (error instanceof DirectoryGone) {
    giveUp(ctx, command, topic, { type: 'directory-gone', directory: error.message });
    return;
  }
  if (!(error instanceof EngineError)) throw error;
  switch (error.failure) {
    case 'not-sent':
      if (topic && isStopped(ctx, topic)) {
        commands.move(command, 'fail');
        giveBackOf(ctx, command);
        return;
      }
      commands.move(command, 'retry', ctx.clock.now() + backoffMs(command.attempts));
      return;
    case 'unknown':
      doubt(ctx, command, topic);
      return;
    case 'stale':
      commands.move(command, 'fail');
      giveBackOf(ctx, command);
      return;
    case 'gone': {
      if (topic?.binding && !ctx.store.shown.any(topic.key, topic.generation)) {
        // A thread without a turn dies with its server: nothing was sent, so it is begun anew.
        commands.move(command, 'fail');
        const prompt = promptOf(command);
        const back = prompt && giveBack(ctx, prompt);
        const bound = bind(ctx, topic, { ...topic.binding, thread: undefined });
        if (back) stopNotStarted(ctx, bound);
        return;
      }
      giveUp(ctx, command, topic, { type: 'start-refused', message: error.message });
      return;
    }
    case 'busy':
    case 'refused':
      giveUp(ctx, command, topic, { type: 'start-refused', message: error.message });
      return;
  }
}

/** Somebody pressed Stop before the turn was known. */
const isStopped = (ctx: Context, topic: Topic): boolean => {
  const mark = stopMark(ctx, topic);
  return mark !== undefined && mark.turn === undefined;
};

/** Written, and no answer: a prompt is looked for in the thread's history, the rest may be repeated. */
function doubt(ctx: Context, command: EngineCommand, topic: Topic | undefined): void {
  const repeatable = command.body.type !== 'start-turn' && command.body.type !== 'steer';
  ctx.store.commands.move(command, repeatable ? 'retry' : 'doubt');
  if (topic && !repeatable) ctx.out.resume(topic);
}

type Refused = Extract<
  Parameters<typeof showTrouble>[2],
  { type: 'directory-gone' | 'start-refused' }
>;

function giveUp(
  ctx: Context,
  command: EngineCommand,
  topic: Topic | undefined,
  trouble: Refused,
): void {
  ctx.store.commands.move(command, 'fail');
  giveBackOf(ctx, command);
  const carriesPrompt = ['start-thread', 'start-turn', 'steer'].includes(command.body.type);
  if (!topic || !carriesPrompt) return;
  const waiting = pauseIfWaiting(ctx, topic.key, 'failed');
  showTrouble(ctx, topic, trouble, waiting);
}

const promptOf = ({ body }: EngineCommand): PromptId | undefined =>
  'prompt' in body ? body.prompt : undefined;

function giveBackOf(ctx: Context, command: EngineCommand): void {
  const prompt = promptOf(command);
  if (prompt) comesBack(ctx, prompt);
}

function comesBack(ctx: Context, id: PromptId): void {
  const back = giveBack(ctx, id);
  const topic = back && ctx.store.topics.get(back.topic);
  if (topic) stopNotStarted(ctx, topic);
}
