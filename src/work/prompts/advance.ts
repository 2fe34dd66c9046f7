import type { EngineCommand } from '../../model/command.ts';
import type { NewThread } from '../../model/engine.ts';
import type { TopicKey } from '../../model/ids.ts';
import type { Prompt } from '../../model/prompt.ts';
import type { Binding, Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';

type NextStep =
  | { readonly type: 'wait' }
  | { readonly type: 'start-thread' }
  | { readonly type: 'start-turn'; readonly prompt: Prompt };

/** What a topic's queue may do now: one prompt at a time, never beside a running turn. Pure. */
export function nextStep(
  topic: Topic,
  prompts: readonly Prompt[],
  commands: readonly EngineCommand[],
): NextStep {
  const head = prompts.find((prompt) => prompt.state === 'waiting');
  const busy = prompts.some((prompt) => ['sending', 'accepted', 'running'].includes(prompt.state));
  if (!head || !topic.binding || topic.runningTurn || topic.paused || busy) return { type: 'wait' };
  if (topic.binding.thread) return { type: 'start-turn', prompt: head };
  const starting = commands.some((command) => command.body.type === 'start-thread');
  return { type: starting ? 'wait' : 'start-thread' };
}

/** Lets the topic's queue take its next step, as an engine command. */
export function advance(ctx: Context, key: TopicKey): void {
  const { store } = ctx;
  const topic = store.topics.get(key);
  if (!topic?.binding) return;
  const next = nextStep(topic, store.prompts.open(key), store.commands.open(key));
  if (next.type === 'wait') return;
  const now = ctx.clock.now();
  if (next.type === 'start-thread') {
    const { thread, makeDirectory } = newThread(ctx, topic.binding);
    const body = { type: 'start-thread', thread, makeDirectory } as const;
    store.commands.add(key, topic.generation, body, now);
  } else {
    store.prompts.move(next.prompt, 'send', now);
    store.commands.add(key, topic.generation, { type: 'start-turn', prompt: next.prompt.id }, now);
  }
  ctx.out.dispatch();
}

function newThread(
  ctx: Context,
  binding: Binding,
): { readonly thread: NewThread; readonly makeDirectory: boolean } {
  const settings = ctx.settings();
  const project = settings.projects.find((one) => one.name === binding.project);
  const chosen = {
    model: project?.model ?? settings.model,
    effort: project?.effort ?? settings.effort,
    approvalPolicy: project?.approvalPolicy ?? settings.approvalPolicy,
    sandbox: project?.sandbox ?? settings.sandbox,
  };
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined);
  return {
    thread: { cwd: binding.directory, ...Object.fromEntries(given) },
    makeDirectory: binding.project === undefined,
  };
}
