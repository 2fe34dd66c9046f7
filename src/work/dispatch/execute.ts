import type { EngineCommand } from '../../model/command.ts';
import { type Engine, EngineError, type PromptInput } from '../../model/engine.ts';
import type { ThreadId } from '../../model/ids.ts';
import type { Prompt } from '../../model/prompt.ts';
import { unreachable } from '../../model/unreachable.ts';
import type { Store } from '../../store/open.ts';
import type { Context } from '../context.ts';
import { currentEpoch } from '../epoch.ts';
import { type Directories, DirectoryGone } from './directories.ts';
import { accepted, type Book, threadStarted } from './outcome.ts';
import type { SubscriptionDeps, Subscriptions } from './subscriptions.ts';

export interface ExecuteDeps extends SubscriptionDeps {
  readonly ctx: Context;
  readonly store: Store;
  readonly engine: Engine;
  readonly directories: Directories;
}

const nothing: Book = () => {};

/** Makes the one call that a command stands for. */
export async function execute(
  deps: ExecuteDeps,
  subscriptions: Subscriptions,
  command: EngineCommand,
  signal: AbortSignal,
): Promise<Book> {
  const { ctx, store, engine } = deps;
  const { body } = command;
  const topic = store.topics.get(command.topic);
  const thread = topic?.binding?.thread;
  switch (body.type) {
    case 'start-thread': {
      if (body.makeDirectory) await make(deps.directories, body.thread.cwd);
      else if (!(await deps.directories.exists(body.thread.cwd))) {
        throw new DirectoryGone(body.thread.cwd);
      }
      const started = await engine.startThread(body.thread, signal);
      subscriptions.heard(started.id);
      deps.onThread(started);
      return () => threadStarted(ctx, command, started.id);
    }
    case 'start-turn': {
      const prompt = mustSend(store, body.prompt);
      if (!prompt) return nothing;
      // A turn that began meanwhile would silently swallow this one (codex/README.md, section 4).
      if (topic?.runningTurn) throw new EngineError('stale', 'a turn runs already');
      const turn = await engine.startTurn(bound(thread), input(prompt), prompt.clientId, signal);
      return () => accepted(ctx, prompt.id, turn, 'sent');
    }
    case 'steer': {
      const prompt = mustSend(store, body.prompt);
      if (!prompt) return nothing;
      const { clientId } = prompt;
      const turn = await engine.steer(bound(thread), body.turn, input(prompt), clientId, signal);
      return () => accepted(ctx, prompt.id, turn, 'steered');
    }
    case 'interrupt':
      if (topic?.runningTurn === body.turn)
        await engine.interrupt(bound(thread), body.turn, signal);
      return nothing;
    case 'answer': {
      const request = store.requests.get(body.request);
      // Of an earlier connection, whose numbers mean others' requests now: answered once it is asked again.
      if (request?.epoch !== currentEpoch(ctx)) return nothing;
      if (request.state === 'decided' && request.answer) {
        engine.answer(request.rpc, request.answer);
      }
      return nothing;
    }
    default:
      return unreachable(body);
  }
}

/** A place that cannot be made (a full disk, no right to it) is told like a refusal, and the message is kept. */
async function make(directories: Directories, path: string): Promise<void> {
  try {
    await directories.make(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
    throw new EngineError('refused', `The directory ${path} cannot be made (${code}).`);
  }
}

/** The prompt, unless somebody took it back before its command's turn came. */
function mustSend(store: Store, id: Prompt['id']): Prompt | undefined {
  const prompt = store.prompts.get(id);
  return prompt?.state === 'sending' ? prompt : undefined;
}

const input = ({ text }: Prompt): PromptInput => ({ text, images: [] });

function bound(thread: ThreadId | undefined): ThreadId {
  if (!thread) throw new EngineError('gone', 'the topic has no thread');
  return thread;
}
