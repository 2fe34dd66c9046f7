import type { EngineCommand } from '../../model/command.ts';
import type { ThreadSnapshot } from '../../model/engine.ts';
import type { Prompt } from '../../model/prompt.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';
import { accepted } from '../dispatch/outcome.ts';
import { giveBack } from '../prompts/give-back.ts';
import { setTimer } from '../timers.ts';
import { stopNotStarted } from '../turns/not-started.ts';

/**
 * A bridge that was killed right after writing may be back before the engine has read what it wrote, so one
 * look that finds nothing proves nothing. Second looks come after this time.
 */
const lookAgainMs = 400;

/** Turns as far back as they were read; `older` says whether there are more. */
export type Found = Pick<ThreadSnapshot, 'turns' | 'older'>;
/** Whether what was read goes back to before the prompt was sent. */
export function reaches(found: Found, prompt: Prompt): boolean {
  const oldest = found.turns[0]?.startedAt;
  const sentAt = prompt.sentAt ?? prompt.createdAt;
  return !found.older || (oldest !== undefined && oldest < sentAt - marginMs);
}
/** Clocks of two processes, and the time between our note and the engine's. */
const marginMs = 60_000;

/** Settles commands whose fate is unknown, from what the thread's history shows. */
export function settleCommands(ctx: Context, topic: Topic, found: Found, nascent: boolean): void {
  for (const command of ctx.store.commands.open(topic.key)) {
    if (command.state === 'doubtful') settle(ctx, topic, command, found, nascent);
  }
  ctx.out.dispatch();
}

/** A turn of the snapshot runs and has no message yet: the one that we look for may be about to appear. */
export function isNascent({ thread, turns }: ThreadSnapshot): boolean {
  const last = turns.at(-1);
  return (
    thread.status !== 'idle' &&
    last?.outcome === undefined &&
    !last?.items.some((item) => item.type === 'user-message')
  );
}

function settle(
  ctx: Context,
  topic: Topic,
  command: EngineCommand,
  found: Found,
  nascent: boolean,
): void {
  const { commands, prompts, meta } = ctx.store;
  const { body } = command;
  if (body.type !== 'start-turn' && body.type !== 'steer') {
    // Repeating the others does no harm: they name their turn or request, or make what nobody knows.
    commands.move(command, 'retry');
    return;
  }
  const prompt = prompts.get(body.prompt);
  if (prompt?.state !== 'sending') {
    commands.move(command, 'finish');
    return;
  }
  if (!reaches(found, prompt)) return;
  const running = ctx.store.topics.get(topic.key)?.runningTurn;
  if (running && !nascent) {
    // A turn takes up what it was given with its next question to the model: until it ends nothing proves that
    // this was not among it (codex/README.md, section 4, on steering).
    commands.move(command, 'finish');
    accepted(ctx, prompt.id, running, body.type === 'steer' ? 'steered' : 'sent');
    return;
  }
  const looked = `looked:${command.id}`;
  if (nascent || !meta.get(looked)) {
    if (!nascent) meta.set(looked, '1');
    setTimer(ctx, 'look-again', String(topic.key), ctx.clock.now() + lookAgainMs);
    return;
  }
  meta.remove(looked);
  commands.move(command, 'fail');
  if (giveBack(ctx, prompt.id)) stopNotStarted(ctx, topic);
}
