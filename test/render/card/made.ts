import fc from 'fast-check';
import type { Card, CardBody, CardButton, Notice, Trouble, Verb } from '../../../src/model/card.ts';
import type { CardId, Nonce, TopicKey } from '../../../src/model/ids.ts';
import type { Decision, RequestAsk } from '../../../src/model/request.ts';
import { en } from '../../../src/render/words/en.ts';
import { fileChange, hostile } from '../../timeline/generated.ts';

export const button = (verb: Verb, detail?: string): CardButton => ({
  nonce: `nonce-of-${verb}` as Nonce,
  verb,
  detail,
});

export const card = (
  body: CardBody,
  buttons: readonly (readonly CardButton[])[] = [[button('once')]],
): Card => ({
  id: 1 as CardId,
  topic: 1 as TopicKey,
  generation: 1,
  body,
  buttons,
  replyTo: undefined,
});

/** A request to run a command, to be changed at will. */
export const request = (
  ask: RequestAsk,
  over: Partial<Extract<CardBody, { kind: 'request' }>> = {},
): Card =>
  card({
    kind: 'request',
    ask,
    changes: [],
    project: 'shop',
    directory: '/home/me/shop',
    page: 0,
    answered: [],
    awaits: undefined,
    outcome: undefined,
    ...over,
  });

const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
const at = fc.nat(4_000_000_000_000);
const count = fc.nat(30);
const long = fc.tuple(hostile, fc.nat(90)).map(([text, times]) => `${text}\n`.repeat(times) + text);

const decision = fc.oneof<fc.Arbitrary<Decision>[]>(
  fc.constantFrom<Decision>(
    { type: 'once' },
    { type: 'session' },
    { type: 'no' },
    { type: 'stop' },
  ),
  fc.record({ type: fc.constant('always'), rule: fc.array(hostile, { maxLength: 3 }) }),
);
const outcome = fc.oneof(
  fc.record({ type: fc.constant('approved' as const), decision, by: maybe(hostile), at }),
  fc.record({
    type: fc.constant('declined' as const),
    by: maybe(hostile),
    because: maybe(long),
    at,
  }),
  fc.record({
    type: fc.constant('answered' as const),
    answers: fc.array(long, { maxLength: 3 }),
    by: maybe(hostile),
    at,
  }),
  fc.record({ type: fc.constant('deciding' as const), by: maybe(hostile), at }),
  fc.record({
    type: fc.constant('lapsed' as const),
    why: fc.constantFrom('turn-ended' as const, 'not-resent' as const),
    at,
  }),
);
const ask = fc.oneof<fc.Arbitrary<RequestAsk>[]>(
  fc.record({
    type: fc.constant('command'),
    command: long,
    cwd: fc.oneof(hostile, fc.constant('/home/me/shop'), fc.constant('/home/me/shop/a')),
    reason: maybe(long),
    network: maybe(hostile),
    rule: maybe(fc.array(hostile, { maxLength: 3 })),
  }),
  fc.record({ type: fc.constant('file-change'), reason: maybe(long), root: maybe(hostile) }),
  fc.record({
    type: fc.constant('questions'),
    questions: fc.array(
      fc.record({
        id: hostile,
        header: hostile,
        text: long,
        options: fc.array(fc.record({ label: hostile, description: long }), { maxLength: 4 }),
        free: fc.boolean(),
        secret: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
  }),
  fc.record({ type: fc.constant('other'), method: hostile, summary: long }),
);
const trouble = fc.oneof<fc.Arbitrary<Trouble>[]>(
  fc.record({ type: fc.constant('engine-stopped'), restarted: fc.boolean() }),
  fc.record({ type: fc.constant('engine-away'), reason: long, back: fc.boolean() }),
  fc.record({ type: fc.constant('usage-limit'), resetsAt: maybe(at), message: long }),
  fc.record({ type: fc.constant('turn-failed'), kind: hostile, message: long }),
  fc.record({ type: fc.constant('directory-gone'), directory: hostile }),
  fc.record({ type: fc.constant('start-refused'), message: long }),
);
const names = fc.array(hostile, { maxLength: 4 });
const notice = fc.oneof<fc.Arbitrary<Notice>[]>(
  fc.constantFrom<Notice>(
    { type: 'nothing-runs' },
    { type: 'empty-text' },
    { type: 'late-edit' },
    { type: 'steered' },
    { type: 'steer-usage' },
    { type: 'queue-empty' },
    { type: 'waits-for-first' },
    { type: 'busy' },
    { type: 'topic-replaced' },
  ),
  fc.record({ type: fc.constant('set-aside'), updates: fc.nat(9), messages: fc.nat(9) }),
  fc.record({ type: fc.constant('was-paused'), ms: fc.nat(100_000_000) }),
  fc.record({ type: fc.constant('unsupported'), what: hostile }),
  fc.record({ type: fc.constant('attachments-left'), kinds: names }),
  fc.record({ type: fc.constant('unknown-command'), name: hostile, near: names }),
  fc.record({ type: fc.constant('unknown-project'), name: hostile, known: names }),
  fc.record({ type: fc.constant('not-allowed'), name: hostile }),
  fc.record({ type: fc.constant('new-topic'), name: hostile }),
  fc.record({ type: fc.constant('bound'), project: hostile }),
);

const body = fc.oneof<fc.Arbitrary<CardBody>[]>(
  fc.record({ kind: fc.constant('chooser'), excerpt: long, chosen: maybe(hostile) }),
  fc.record({
    kind: fc.constant('request'),
    ask,
    changes: fc.array(fileChange, { maxLength: 15 }),
    project: maybe(hostile),
    directory: fc.oneof(hostile, fc.constant('/home/me/shop')),
    page: fc.nat(3),
    answered: fc.array(long, { maxLength: 2 }),
    awaits: fc.constantFrom(undefined, 'free', 'because'),
    outcome: maybe(outcome),
  }),
  fc.record({
    kind: fc.constant('queued'),
    place: count,
    text: long,
    state: fc.constantFrom('waiting', 'asking', 'editing', 'edited', 'sent', 'steered', 'deleted'),
    at,
  }),
  fc.record({
    kind: fc.constant('queue'),
    entries: fc.array(fc.record({ place: count, text: long, editable: fc.boolean() }), {
      maxLength: 30,
    }),
    paused: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('stopped'),
    elapsedMs: maybe(at),
    waiting: count,
    choice: fc.constantFrom(undefined, 'sent', 'kept'),
    still: fc.array(long, { maxLength: 7 }),
  }),
  fc.record({
    kind: fc.constant('trouble'),
    trouble,
    waiting: count,
    choice: fc.constantFrom(undefined, 'continued', 'left'),
  }),
  fc.record({
    kind: fc.constant('elsewhere'),
    turns: fc.array(
      fc.record({
        at,
        prompt: long,
        outcome: fc.constantFrom('completed', 'interrupted', 'failed'),
      }),
      { maxLength: 60 },
    ),
  }),
  fc.record({
    kind: fc.constant('status'),
    status: fc.record({
      title: hostile,
      project: maybe(hostile),
      directory: maybe(hostile),
      turn: fc.constantFrom('idle', 'running', 'waiting'),
      elapsedMs: maybe(at),
      queued: count,
      paused: fc.boolean(),
      model: maybe(hostile),
      effort: maybe(hostile),
      approvalPolicy: maybe(hostile),
      sandbox: maybe(hostile),
      contextLeft: maybe(fc.double({ min: 0, max: 100, noNaN: true })),
      engine: fc.record({
        connected: fc.boolean(),
        version: maybe(hostile),
        shared: fc.boolean(),
      }),
      bridge: hostile,
    }),
  }),
  fc.record({
    kind: fc.constant('help'),
    commands: fc.array(fc.oneof(hostile, fc.constantFrom('/new', 'stop', 'other')), {
      maxLength: 12,
    }),
  }),
  fc.record({ kind: fc.constant('welcome'), topics: fc.boolean() }),
  fc.record({ kind: fc.constant('notice'), notice }),
);

const verb = fc.constantFrom(...(Object.keys(en.verbs) as Verb[]));
export const anyCard: fc.Arbitrary<Card> = fc
  .record({
    body,
    buttons: fc.array(
      fc.array(fc.record({ nonce: fc.constant('n' as Nonce), verb, detail: maybe(long) }), {
        maxLength: 3,
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ body, buttons }) => card(body, buttons));
