import type { RequestOutcome } from '../../model/card.ts';
import type { TurnOutcome } from '../../model/engine-event.ts';
import type { ItemId, ThreadId, TurnId } from '../../model/ids.ts';
import type { RpcId } from '../../model/request.ts';
import type { KeptRequest } from '../../store/tables/requests.ts';
import type { Context } from '../context.ts';
import { currentEpoch } from '../epoch.ts';
import { closeRequestCard } from './show.ts';

/** The engine says that the request is over: answered here, at the desktop, or ended with its turn. */
export function requestResolved(ctx: Context, thread: ThreadId, rpc: RpcId): void {
  const epoch = currentEpoch(ctx);
  const request = ctx.store.requests
    .openOf(thread)
    .find((one) => one.rpc === rpc && one.epoch === epoch);
  if (!request || !ctx.store.requests.move(request, 'resolved')) return;
  const at = request.decidedAt ?? ctx.clock.now();
  const outcome = itemOutcome(ctx, request) ??
    pressOutcome(request) ?? { type: 'deciding', by: undefined, at };
  closeRequestCard(ctx, request, outcome);
}

/**
 * A request that was over without us was answered at the desktop, or its turn was interrupted: the wire looks
 * alike. Whatever comes next of the turn tells which.
 */
export function turnWentOn(ctx: Context, thread: ThreadId, turn: TurnId): void {
  for (const { request, at } of undecided(ctx, thread, turn)) {
    const { type } = request.ask;
    // Of these the item will tell.
    if (type === 'command' || type === 'file-change') continue;
    closeRequestCard(ctx, request, { type: 'answered', answers: [], by: undefined, at });
  }
}

function undecided(
  ctx: Context,
  thread: ThreadId,
  turn: TurnId,
): readonly { readonly request: KeptRequest; readonly at: number }[] {
  return ctx.store.requests.settledElsewhere(thread, turn).flatMap((request) => {
    const body = ctx.store.cards.get(request.card)?.body;
    if (body?.kind !== 'request' || body.outcome?.type !== 'deciding') return [];
    return [{ request, at: body.outcome.at }];
  });
}

/** The item knows what was decided, whoever was first: a card that says otherwise is put right. */
export function requestItemEnded(ctx: Context, thread: ThreadId, item: ItemId): void {
  for (const request of ctx.store.requests.ofItem(thread, item)) {
    const body = ctx.store.cards.get(request.card)?.body;
    const told = itemOutcome(ctx, request);
    if (body?.kind !== 'request' || !body.outcome || !told) continue;
    if (body.outcome.type !== told.type) closeRequestCard(ctx, request, told);
  }
}

/** A turn ended: whatever it still asked is out of date. */
export function requestsEnded(
  ctx: Context,
  thread: ThreadId,
  turn: TurnId,
  turnOutcome: TurnOutcome,
): void {
  if (turnOutcome === 'completed') turnWentOn(ctx, thread, turn);
  else {
    for (const { request } of undecided(ctx, thread, turn)) {
      const lapsed = { type: 'lapsed', why: 'turn-ended', at: ctx.clock.now() } as const;
      closeRequestCard(ctx, request, itemOutcome(ctx, request) ?? lapsed);
    }
  }
  for (const request of ctx.store.requests.openOf(thread)) {
    if (request.turn !== turn) continue;
    const ended = ctx.store.requests.move(request, 'ended');
    if (!ended) continue;
    const decided = ended.state === 'settled' ? pressOutcome(request) : undefined;
    const outcome = itemOutcome(ctx, request) ??
      decided ?? { type: 'lapsed', why: 'turn-ended', at: ctx.clock.now() };
    closeRequestCard(ctx, request, outcome);
  }
}

/** A second after a resume: what was not sent again on this connection has died. */
export function requestsNotResent(ctx: Context, thread: ThreadId): void {
  // The second belongs to a connection that has ended: what is still asked comes with the next resume.
  if (!ctx.health().connected) return;
  const epoch = currentEpoch(ctx);
  for (const request of ctx.store.requests.openOf(thread)) {
    if (request.epoch === epoch || !ctx.store.requests.move(request, 'notResent')) continue;
    const lapsed = { type: 'lapsed', why: 'not-resent', at: ctx.clock.now() } as const;
    closeRequestCard(ctx, request, itemOutcome(ctx, request) ?? lapsed);
  }
}

/** What our own answer asked for; undefined when we gave none. */
function pressOutcome(request: KeptRequest): RequestOutcome | undefined {
  const { answer, decidedBy: by, because } = request;
  const at = request.decidedAt ?? 0;
  if (!answer) return undefined;
  switch (answer.type) {
    case 'answers':
      return { type: 'answered', answers: Object.values(answer.answers).flat(), by, at };
    case 'refuse':
      return { type: 'declined', by, because, at };
    case 'decision': {
      const { decision } = answer;
      return decision.type === 'no' || decision.type === 'stop'
        ? { type: 'declined', by, because, at }
        : { type: 'approved', decision, by, at };
    }
  }
}

/** What the item says; undefined while it does not say anything yet. */
function itemOutcome(ctx: Context, request: KeptRequest): RequestOutcome | undefined {
  const { turn, item } = request;
  const found = turn && item && ctx.turn(request.thread, turn)?.items.get(item)?.item;
  if (!found || (found.type !== 'command' && found.type !== 'file-change')) return undefined;
  if (found.status === 'running') return undefined;
  const at = request.decidedAt ?? ctx.clock.now();
  const ours = pressOutcome(request);
  if (found.status === 'declined') {
    const because = request.because;
    return ours?.type === 'declined' ? ours : { type: 'declined', by: undefined, because, at };
  }
  if (ours?.type === 'approved') return ours;
  return { type: 'approved', decision: { type: 'once' }, by: undefined, at };
}
