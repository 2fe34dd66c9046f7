import type { EngineEvent } from '../../model/engine-event.ts';
import type { FileChange } from '../../model/item.ts';
import type { EngineRequest } from '../../model/request.ts';
import type { Topic } from '../../model/topic.ts';
import type { KeptRequest } from '../../store/tables/requests.ts';
import { addCard } from '../cards.ts';
import type { Context } from '../context.ts';
import { currentEpoch } from '../epoch.ts';
import { sendAnswer } from './answer.ts';
import { changeRequestCard, requestButtons } from './show.ts';

/** The engine waits for a person: one loud card, however often the same request is sent again. */
export function requestAsked(ctx: Context, event: Extract<EngineEvent, { type: 'request' }>): void {
  const { store } = ctx;
  const { request } = event;
  const topic = store.topics.byThread(ctx.instance, request.thread);
  if (!topic) return;
  const known = store.requests.get(request.key);
  if (known) {
    store.requests.sentAgain(request.key, request.rpc, currentEpoch(ctx));
    if (known.state === 'decided') sendAnswer(ctx, known);
    if (known.state === 'lapsed') askAgain(ctx, known);
    return;
  }
  const card = addCard(
    ctx,
    topic,
    {
      kind: 'request',
      ask: request.ask,
      changes: changesOf(ctx, request),
      project: topic.binding?.project,
      directory: directoryOf(topic, request),
      page: 0,
      answered: [],
      awaits: undefined,
      outcome: undefined,
    },
    { rows: () => requestButtons(request, 0) },
  );
  store.requests.add(request, {
    topic: topic.key,
    generation: topic.generation,
    card: card.id,
    epoch: currentEpoch(ctx),
    now: ctx.clock.now(),
  });
}

/** Its card had said that it was out of date: it takes an answer again, a new one. */
function askAgain(ctx: Context, lapsed: KeptRequest): void {
  const asked = ctx.store.requests.move(lapsed, 'askedAgain');
  if (!asked) return;
  ctx.store.requests.forgetAnswer(lapsed.key);
  changeRequestCard(ctx, asked, { outcome: undefined, page: 0, answered: [], awaits: undefined });
}

/** A file-change request has no diff: it stands in the item of that id (codex/README.md, section 5). */
function changesOf(
  ctx: Context,
  { ask, thread, turn, item }: EngineRequest,
): readonly FileChange[] {
  if (ask.type !== 'file-change' || !turn || !item) return [];
  const found = ctx.turn(thread, turn)?.items.get(item)?.item;
  return found?.type === 'file-change' ? found.changes : [];
}

const directoryOf = (topic: Topic, { ask }: EngineRequest): string =>
  ask.type === 'command' ? ask.cwd : (topic.binding?.directory ?? '');
