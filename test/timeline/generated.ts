import fc from 'fast-check';
import type { TurnEvent } from '../../src/model/engine-event.ts';
import type { ClientId, ItemId, ThreadId, TurnId } from '../../src/model/ids.ts';
import type { FileChange, Item, ItemStatus } from '../../src/model/item.ts';

export const thread = 'thread' as ThreadId;
export const turnId = (name: string): TurnId => name as TurnId;
export const itemId = (name: string): ItemId => name as ItemId;

/** Words that have broken chats before: markup, mentions, links, commands, directions, controls, nothing. */
export const hostile = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 80 }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\n\n',
      '\u0000\u0001\u0007',
      '@durov and @everyone',
      '/stop /start@bot',
      'https://example.com/a?b=c#d',
      'see README.md and main.py',
      '`code` ``` *bold* _x_ [a](b)',
      '\u202Eevil\u202C',
      'שלום עולם',
      '👩‍👩‍👧‍👦🏳️‍🌈',
      '\uD83D',
      'a\u2028b\r\nc\td',
      '#tag $USD +491701234567 a@b.example',
      '\u200B\u200D',
      '4111 1111 1111 1111',
      '/home/me/shop/src/`a`.ts',
      'tg://user?id=1',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

const longText = fc
  .tuple(hostile, fc.integer({ min: 0, max: 60 }))
  .map(([text, times]) => `${text}\n`.repeat(times) + text);

const status = fc.constantFrom<ItemStatus>('running', 'completed', 'failed', 'declined');
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });

export const fileChange: fc.Arbitrary<FileChange> = fc.record({
  path: fc.oneof(
    hostile,
    hostile.map((name) => `/home/me/shop/${name}`),
  ),
  kind: fc.constantFrom('add', 'update', 'delete'),
  added: fc.nat(2000),
  removed: fc.nat(2000),
  diff: longText,
});

const item = (id: ItemId): fc.Arbitrary<Item> =>
  fc.oneof<fc.Arbitrary<Item>[]>(
    fc.record({
      type: fc.constant('user-message'),
      id: fc.constant(id),
      clientId: maybe(fc.constantFrom('pd-1' as ClientId, 'tui-1' as ClientId)),
      text: longText,
      images: fc.nat(3),
    }),
    fc.record({
      type: fc.constant('agent-message'),
      id: fc.constant(id),
      text: longText,
      phase: fc.constantFrom('commentary', 'final', 'unknown'),
      questions: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        fc.array(fc.record({ title: hostile, options: fc.array(hostile, { maxLength: 3 }) }), {
          maxLength: 2,
        }),
      ),
    }),
    fc.record({ type: fc.constant('reasoning'), id: fc.constant(id), summary: longText }),
    fc.record({ type: fc.constant('plan'), id: fc.constant(id), text: longText }),
    fc.record({
      type: fc.constant('command'),
      id: fc.constant(id),
      command: longText,
      cwd: hostile,
      status,
      exitCode: maybe(fc.integer({ min: -1, max: 255 })),
      output: longText,
      durationMs: maybe(fc.nat(200_000)),
    }),
    fc.record({
      type: fc.constant('file-change'),
      id: fc.constant(id),
      changes: fc.array(fileChange, { maxLength: 5 }),
      status,
    }),
    fc.record({
      type: fc.constant('tool'),
      id: fc.constant(id),
      name: hostile,
      status,
      durationMs: maybe(fc.nat(200_000)),
    }),
    fc.record({ type: fc.constant('search'), id: fc.constant(id), query: hostile }),
    fc.record({ type: fc.constant('agent'), id: fc.constant(id), title: hostile, status }),
    fc.record({ type: fc.constant('image'), id: fc.constant(id), path: maybe(hostile) }),
    fc.record({
      type: fc.constant('review'),
      id: fc.constant(id),
      entered: fc.boolean(),
      text: longText,
    }),
    fc.record({ type: fc.constant('compaction'), id: fc.constant(id) }),
    fc.record({ type: fc.constant('unknown'), id: fc.constant(id), name: hostile }),
  );

/** The events of one item in the order in which an engine sends them, any of them missing. */
const itemEvents = (turn: TurnId, id: ItemId): fc.Arbitrary<TurnEvent[]> =>
  fc
    .record({
      item: item(id),
      started: fc.boolean(),
      deltas: fc.array(fc.tuple(fc.constantFrom('text-delta', 'output-delta'), hostile), {
        maxLength: 4,
      }),
      completed: fc.boolean(),
    })
    .map(({ item, started, deltas, completed }) => [
      ...(started ? [{ type: 'item-started' as const, thread, turn, item, at: 0 }] : []),
      ...deltas.map(
        ([type, delta]): TurnEvent => ({
          type: type === 'text-delta' ? 'text-delta' : 'output-delta',
          thread,
          turn,
          item: id,
          delta,
          at: 0,
        }),
      ),
      ...(completed ? [{ type: 'item-completed' as const, thread, turn, item, at: 0 }] : []),
    ]);

const error = fc.record({
  kind: fc.constantFrom('usage-limit', 'context-full', 'overloaded', 'login', 'network', 'other'),
  message: hostile,
});

/** Events of the whole turn, which may stand anywhere among those of its items. */
const turnEvents = (turn: TurnId): fc.Arbitrary<TurnEvent[]> =>
  fc.array(
    fc.oneof<fc.Arbitrary<TurnEvent>[]>(
      fc.constant({ type: 'turn-started', thread, turn, at: 0 }),
      fc
        .array(fc.record({ text: hostile, state: fc.constantFrom('pending', 'active', 'done') }), {
          maxLength: 6,
        })
        .map((steps) => ({ type: 'checklist', thread, turn, checklist: { steps }, at: 0 })),
      fc.record({ error, willRetry: fc.boolean() }).map(({ error, willRetry }) => ({
        type: 'trouble',
        thread,
        turn,
        error,
        willRetry,
        at: 0,
      })),
      fc.constant({ type: 'context', thread, turn, usedTokens: 1, windowTokens: 2, at: 0 }),
    ),
    { maxLength: 3 },
  );

const ending = (turn: TurnId): fc.Arbitrary<TurnEvent[]> =>
  fc.option(
    fc
      .record({
        outcome: fc.constantFrom('completed', 'interrupted', 'failed'),
        error: fc.option(error, { nil: undefined }),
      })
      .map((end): TurnEvent[] => [{ type: 'turn-ended', thread, turn, at: 0, ...end }]),
    { nil: [] },
  );

/** One list out of several that keeps the order of each. */
export function shuffled<Value>(
  lists: readonly (readonly Value[])[],
  picks: readonly number[],
): Value[] {
  const left = lists.map((list) => [...list]);
  const merged: Value[] = [];
  for (let i = 0; left.some((list) => list.length > 0); i += 1) {
    const open = left.filter((list) => list.length > 0);
    const next = open[(picks[i % Math.max(1, picks.length)] ?? 0) % open.length]?.shift();
    if (next !== undefined) merged.push(next);
  }
  return merged;
}

/** A turn's events in some order that keeps each item's, with times that rise. */
export const turnStream = (turn: TurnId): fc.Arbitrary<TurnEvent[]> =>
  fc
    .record({
      items: fc
        .nat(8)
        .chain((n) =>
          fc.tuple(...Array.from({ length: n }, (_, i) => itemEvents(turn, itemId(`i${i}`)))),
        ),
      around: turnEvents(turn),
      end: ending(turn),
      picks: fc.array(fc.nat(50), { minLength: 1, maxLength: 30 }),
      late: fc.boolean(),
    })
    .map(({ items, around, end, picks, late }) => {
      const events = late
        ? shuffled([...items, around, end], picks)
        : [...shuffled([...items, around], picks), ...end];
      return events.map((event, i) => ({ ...event, at: 1_000 + i * 700 }));
    });
