import { expect, test } from 'vitest';
import type { TurnEvent } from '../../src/model/engine-event.ts';
import type { Item } from '../../src/model/item.ts';
import type { Timeline, TimelineItem, Turn } from '../../src/model/timeline.ts';
import { emptyTimeline, reduce, settled } from '../../src/timeline/reduce.ts';
import { itemId, thread, turnId } from './generated.ts';

const turn = turnId('t');
const base = { thread, turn };

const message = (id: string, text: string, phase: 'commentary' | 'final' = 'final'): Item => ({
  type: 'agent-message',
  id: itemId(id),
  text,
  phase,
  questions: [],
});
const command = (id: string, output = ''): Extract<Item, { type: 'command' }> => ({
  type: 'command',
  id: itemId(id),
  command: 'npm test',
  cwd: '/p',
  status: 'running',
  exitCode: undefined,
  output,
  durationMs: undefined,
});
const started = (item: Item, at = 1): TurnEvent => ({ type: 'item-started', ...base, item, at });
const completed = (item: Item, at = 2): TurnEvent => ({
  type: 'item-completed',
  ...base,
  item,
  at,
});
const text = (id: string, delta: string, at = 1): TurnEvent => ({
  type: 'text-delta',
  ...base,
  item: itemId(id),
  delta,
  at,
});
const output = (id: string, delta: string, at = 1): TurnEvent => ({
  type: 'output-delta',
  ...base,
  item: itemId(id),
  delta,
  at,
});
const ended = (
  outcome: 'completed' | 'interrupted' | 'failed' = 'completed',
  at = 9,
): TurnEvent => ({ type: 'turn-ended', ...base, outcome, error: undefined, at });

const fold = (...events: TurnEvent[]): Timeline => events.reduce(reduce, emptyTimeline(thread));
function only(timeline: Timeline): Turn {
  const found = timeline.turns.get(turn);
  if (!found) throw new Error('The turn is missing');
  return found;
}
function entry(timeline: Timeline, id: string): TimelineItem {
  const found = only(timeline).items.get(itemId(id));
  if (!found) throw new Error(`The item ${id} is missing`);
  return found;
}

test('any event opens its turn', () => {
  expect(only(fold(text('a', 'x', 5))).startedAt).toBe(5);
  expect(only(fold({ type: 'turn-started', ...base, at: 7 })).outcome).toBeUndefined();
});

test('deltas add to what the start of an item brought', () => {
  const timeline = fold(started(message('a', 'He')), text('a', 'llo'), text('a', '!'));
  expect(entry(timeline, 'a')).toMatchObject({ item: { text: 'Hello!' }, partial: false });
});

test('a text that is joined in the middle begins with an ellipsis until it is complete', () => {
  const joined = fold(text('a', 'lo '), text('a', 'world'));
  expect(entry(joined, 'a')).toMatchObject({
    item: { type: 'agent-message', text: '…lo world', phase: 'unknown' },
    partial: true,
  });
  const whole = reduce(joined, completed(message('a', 'Hello world')));
  expect(entry(whole, 'a')).toMatchObject({ item: { text: 'Hello world' }, partial: false });
});

test('an output that is joined in the middle opens a command', () => {
  const timeline = fold(output('c', 'ok\n'), output('c', 'done\n'));
  expect(entry(timeline, 'c').item).toMatchObject({ type: 'command', output: '…ok\ndone\n' });
});

test('a start that comes late keeps the text that came before it', () => {
  const later = fold(text('a', 'lo'), started(message('a', '')));
  expect(entry(later, 'a').item).toMatchObject({ phase: 'final', text: '…lo' });
  const thought = fold(
    text('r', 'Hm'),
    started({ type: 'reasoning', id: itemId('r'), summary: '' }),
    text('r', ' yes'),
  );
  expect(entry(thought, 'r').item).toMatchObject({ type: 'reasoning', summary: '…Hm yes' });
  const run = fold(output('c', 'abc'), started(command('c')));
  expect(entry(run, 'c').item).toMatchObject({ command: 'npm test', output: '…abc' });
  const swapped = fold(output('c', 'abc'), started(message('c', 'x')));
  expect(entry(swapped, 'c').item).toMatchObject({ type: 'agent-message', text: 'x' });
});

test('a second start never takes away what is known', () => {
  const again = fold(
    started(message('a', 'long text')),
    started(message('a', '')),
    started(command('c', 'abc')),
    started(command('c', 'abcd')),
    started({ type: 'reasoning', id: itemId('r'), summary: 'Hm' }),
    started({ type: 'reasoning', id: itemId('r'), summary: '' }),
    started({ type: 'reasoning', id: itemId('r'), summary: 'Hmm!' }),
  );
  expect(entry(again, 'a').item).toMatchObject({ text: 'long text' });
  expect(entry(again, 'c').item).toMatchObject({ output: 'abcd' });
  expect(entry(again, 'r').item).toMatchObject({ summary: 'Hmm!' });
  const done = fold(completed(message('a', 'whole')), started(message('a', 'a longer start')));
  expect(entry(done, 'a').item).toMatchObject({ text: 'whole' });
});

test('a completed item ignores deltas that follow', () => {
  const timeline = fold(
    completed(message('a', 'whole')),
    text('a', ' and more'),
    completed(command('c', 'x')),
    output('c', 'y'),
  );
  expect(entry(timeline, 'a').item).toMatchObject({ text: 'whole' });
  expect(entry(timeline, 'c').item).toMatchObject({ output: 'x' });
});

test('deltas of the wrong kind change nothing', () => {
  const timeline = fold(
    started(command('c', 'x')),
    text('c', 'y'),
    started(message('a', 'x')),
    output('a', 'y'),
  );
  expect(entry(timeline, 'c').item).toMatchObject({ output: 'x' });
  expect(entry(timeline, 'a').item).toMatchObject({ text: 'x' });
});

test('a plan grows by its deltas', () => {
  const timeline = fold(started({ type: 'plan', id: itemId('p'), text: '# P' }), text('p', 'lan'));
  expect(entry(timeline, 'p').item).toMatchObject({ text: '# Plan' });
});

test('the end of a turn closes what was open, and says that it is not whole', () => {
  const timeline = fold(
    started(message('a', 'Half a'), 3),
    completed(command('b'), 4),
    started(command('c'), 5),
    ended('interrupted', 9),
  );
  expect(entry(timeline, 'a')).toMatchObject({ endedAt: 9, partial: true });
  expect(entry(timeline, 'b')).toMatchObject({ endedAt: 4, partial: false });
  expect(entry(timeline, 'c')).toMatchObject({ endedAt: 9, item: { status: 'running' } });
});

test('an item that completes after the end of its turn still lands', () => {
  const timeline = fold(
    started(command('c')),
    ended(),
    output('c', 'late'),
    completed({ ...command('c', 'late'), status: 'completed', exitCode: 0 }, 20),
    completed(message('n', 'new'), 21),
  );
  expect(entry(timeline, 'c')).toMatchObject({
    endedAt: 20,
    partial: false,
    item: { status: 'completed', output: 'late' },
  });
  expect(entry(timeline, 'n')).toMatchObject({ endedAt: 21, partial: false });
  expect(only(timeline)).toMatchObject({ outcome: 'completed', endedAt: 9 });
});

test('what begins in an ended turn is closed at once', () => {
  const timeline = fold(
    ended(),
    started(message('a', 'x'), 10),
    text('b', 'y', 11),
    text('a', 'z'),
  );
  expect(entry(timeline, 'a')).toMatchObject({ endedAt: 10, item: { text: 'x' } });
  expect(entry(timeline, 'b')).toMatchObject({ endedAt: 11, partial: true });
});

test('an ended turn stays as it ended', () => {
  const timeline = fold(
    ended('interrupted', 9),
    { type: 'turn-started', ...base, at: 10 },
    ended('completed', 11),
    {
      type: 'trouble',
      ...base,
      error: { kind: 'other', message: 'late' },
      willRetry: true,
      at: 12,
    },
  );
  expect(only(timeline)).toMatchObject({ outcome: 'interrupted', endedAt: 9, trouble: undefined });
});

test('trouble is gone with the next sign of life, and is the reason of a failure without one', () => {
  const error = { kind: 'network' as const, message: 'no route' };
  const trouble: TurnEvent = { type: 'trouble', ...base, error, willRetry: true, at: 4 };
  expect(only(fold(trouble)).trouble).toEqual(error);
  expect(only(fold(trouble, text('a', 'x', 5))).trouble).toBeUndefined();
  expect(only(fold(trouble, ended('failed')))).toMatchObject({ error, trouble: undefined });
  expect(only(fold(trouble, ended('interrupted'))).error).toBeUndefined();
  const hopeless: TurnEvent = { ...trouble, willRetry: false };
  expect(only(fold(hopeless, ended('failed'))).error).toEqual(error);
  expect(only(fold(hopeless, ended('completed'))).error).toBeUndefined();
});

test('checklist and context are the last ones told', () => {
  const timeline = fold(
    { type: 'checklist', ...base, checklist: { steps: [] }, at: 1 },
    { type: 'checklist', ...base, checklist: { steps: [{ text: 'a', state: 'done' }] }, at: 2 },
    { type: 'context', ...base, usedTokens: 5, windowTokens: 10, at: 3 },
  );
  expect(only(timeline).checklist?.steps).toHaveLength(1);
  expect(only(timeline).context).toEqual({ usedTokens: 5, windowTokens: 10 });
});

test('a settled turn is forgotten and the others stay', () => {
  const timeline = fold(text('a', 'x'), { type: 'turn-started', thread, turn: turnId('u'), at: 2 });
  expect([...settled(timeline, turn).turns.keys()]).toEqual(['u']);
  expect(settled(timeline, turnId('none'))).toBe(timeline);
});

test('folding shares what did not change', () => {
  const before = fold(completed(message('a', 'x')), started(message('b', '')));
  const after = reduce(before, text('b', 'y'));
  expect(entry(after, 'a')).toBe(entry(before, 'a'));
  expect(entry(before, 'b').item).toMatchObject({ text: '' });
});

test('outputs and growing texts keep their tails only', () => {
  const long = fold(
    started(command('c')),
    ...Array.from({ length: 300 }, () => output('c', '0123456789'.repeat(10))),
  );
  const kept = entry(long, 'c').item;
  if (kept.type !== 'command') throw new Error('not a command');
  expect(kept.output).toHaveLength(8_000);
  expect(kept.output.startsWith('…')).toBe(true);

  const emoji = fold(completed(command('e', '😀'.repeat(5_000))));
  expect(JSON.stringify(entry(emoji, 'e').item)).not.toMatch(/\\ud/);

  const talk = fold(started(message('a', '')), text('a', 'x'.repeat(70_000)));
  expect(entry(talk, 'a').partial).toBe(true);
  const whole = reduce(talk, completed(message('a', 'x'.repeat(70_000))));
  expect(entry(whole, 'a')).toMatchObject({ partial: false, item: { text: 'x'.repeat(70_000) } });

  const thought = fold(
    completed({ type: 'reasoning', id: itemId('r'), summary: 'y'.repeat(9_000) }),
  );
  expect(entry(thought, 'r').item).toMatchObject({ summary: `…${'y'.repeat(7_999)}` });
});

test('ten thousand deltas among a hundred items fold in well under a second', () => {
  const items = Array.from({ length: 100 }, (_, i) => completed(message(`m${i}`, 'x')));
  const deltas = Array.from({ length: 10_000 }, () => text('live', 'some words '));
  const begin = performance.now();
  const timeline = fold(...items, started(message('live', '')), ...deltas);
  expect(performance.now() - begin).toBeLessThan(1_500);
  expect(only(timeline).items.size).toBe(101);
});
