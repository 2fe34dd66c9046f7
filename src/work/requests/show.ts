import type { CardBody, RequestOutcome } from '../../model/card.ts';
import type { EngineRequest } from '../../model/request.ts';
import type { KeptRequest } from '../../store/tables/requests.ts';
import { type ButtonSpec, changeCard } from '../cards.ts';
import type { Context } from '../context.ts';

export type RequestBody = Extract<CardBody, { kind: 'request' }>;

/** The buttons of a request on display. The safe one stands first, the one that ends the turn last and alone. */
export function requestButtons(
  request: EngineRequest,
  page: number,
): readonly (readonly ButtonSpec[])[] {
  const { key, ask } = request;
  const decide = (verb: ButtonSpec['verb'], decision: Decide): ButtonSpec => ({
    verb,
    action: { type: 'decide', request: key, decision },
  });
  const refusals: readonly (readonly ButtonSpec[])[] = [
    [
      decide('no', { type: 'no' }),
      { verb: 'no-because', action: { type: 'decline-because', request: key } },
    ],
    [decide('stop', { type: 'stop' })],
  ];
  switch (ask.type) {
    case 'command': {
      const always = ask.rule
        ? [
            [
              {
                ...decide('always', { type: 'always', rule: ask.rule }),
                detail: ask.rule.join(' '),
              },
            ],
          ]
        : [];
      const first = [decide('once', { type: 'once' }), decide('session', { type: 'session' })];
      return [first, ...always, ...refusals];
    }
    case 'file-change':
      return [
        [decide('apply', { type: 'once' }), decide('session', { type: 'session' })],
        ...refusals,
      ];
    case 'questions': {
      const question = ask.questions[page];
      const options = (question?.options ?? []).map(({ label }, option): readonly ButtonSpec[] => [
        {
          verb: 'option',
          detail: label,
          action: { type: 'answer-option', request: key, question: page, option },
        },
      ]);
      const free: ButtonSpec = {
        verb: 'something-else',
        action: { type: 'answer-free', request: key, question: page },
      };
      return [...options, [free]];
    }
    case 'other':
      return [[{ verb: 'no', action: { type: 'refuse', request: key } }]];
  }
}
type Decide = Extract<ButtonSpec['action'], { type: 'decide' }>['decision'];

/** Changes the state of a request's card; over means without buttons. */
export function changeRequestCard(
  ctx: Context,
  request: KeptRequest,
  change: Partial<Pick<RequestBody, 'page' | 'answered' | 'awaits' | 'outcome'>>,
): void {
  const body = ctx.store.cards.get(request.card)?.body;
  if (body?.kind !== 'request') return;
  const next: RequestBody = { ...body, ...change };
  const rows = next.outcome ? [] : requestButtons(request, next.page);
  changeCard(ctx, request.card, next, rows);
  if (next.outcome) ctx.store.awaits.drop(request.card);
}

export const closeRequestCard = (
  ctx: Context,
  request: KeptRequest,
  outcome: RequestOutcome,
): void => changeRequestCard(ctx, request, { outcome, awaits: undefined });
