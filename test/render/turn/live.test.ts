import { expect, test } from 'vitest';
import type { TurnEvent } from '../../../src/model/engine-event.ts';
import type { Item } from '../../../src/model/item.ts';
import { renderLive } from '../../../src/render/turn/live.ts';
import type { TurnView } from '../../../src/render/turn/view.ts';
import { itemId, thread, turnId } from '../../timeline/generated.ts';
import { begun, changes, done, folded, type Happening, more, runs, says, view } from './made.ts';

const turn = turnId('t');
const screen = (events: Happening[], shown: Partial<TurnView> = {}): string[] =>
  renderLive(folded(...events), view(shown)).text.text.split('\n');
const checklist =
  (...steps: [string, 'pending' | 'active' | 'done'][]) =>
  (at: number): TurnEvent => ({
    type: 'checklist',
    thread,
    turn,
    checklist: { steps: steps.map(([text, state]) => ({ text, state })) },
    at,
  });
const trouble =
  (kind: 'network' | 'other', message: string) =>
  (at: number): TurnEvent => ({
    type: 'trouble',
    thread,
    turn,
    error: { kind, message },
    willRetry: true,
    at,
  });

test('the whole live message, as a phone shows it', () => {
  const lines = screen([
    checklist(['find the cause', 'done'], ['fix it', 'active'], ['run it', 'pending']),
    done(says('a', 'I read the code. The redirect loses the query string.')),
    done(runs('c', 'npm test -- auth', 2)),
    done(changes('f', 'completed', ['src/auth/redirect.ts', 12, 3])),
    begun(runs('d', 'npm test -- auth')),
  ]);
  expect(lines).toEqual([
    '⏳ 1:12 · gpt-5.3-codex high',
    '☑ find the cause  ☐ fix it  ☐ run it',
    '✗ npm test -- auth · exit 2 · 3.1 s',
    '✎ src/auth/redirect.ts +12 −3',
    '› npm test -- auth · 1:07',
    '“The redirect loses the query string.”',
  ]);
  expect(lines.every((line) => line.length <= 42)).toBe(true);
});

test('it begins with its time alone, and has one button, Stop', () => {
  const bare = view();
  const { model: _, effort: __, ...rest } = bare;
  const content = renderLive(folded(), { ...rest, now: 0 });
  expect(content.text.text).toBe('⏳ 0:00');
  expect(content.buttons).toEqual([[{ type: 'press', label: '■ Stop', nonce: 'nonce' }]]);
  expect(renderLive(folded(), view({ stopNonce: undefined })).buttons).toEqual([]);
});

test('only the last five steps and the last three that run are shown', () => {
  const lines = screen([
    ...Array.from({ length: 9 }, (_, i) => done(runs(`c${i}`, `done ${i}`, 0))),
    ...Array.from({ length: 5 }, (_, i) => begun(runs(`r${i}`, `running ${i}`))),
  ]);
  expect(lines.slice(1).map((line) => line.split(' · ')[0])).toEqual([
    '✓ done 4',
    '✓ done 5',
    '✓ done 6',
    '✓ done 7',
    '✓ done 8',
    '› running 2',
    '› running 3',
    '› running 4',
  ]);
});

test('every kind of step is one line with its sign', () => {
  const items: Item[] = [
    { type: 'tool', id: itemId('1'), name: 'github.issues', status: 'failed', durationMs: 72_000 },
    { type: 'search', id: itemId('2'), query: 'lost query string' },
    { type: 'agent', id: itemId('3'), title: 'reviewer', status: 'completed' },
    { type: 'image', id: itemId('4'), path: '/home/me/shop/a.png' },
    { type: 'image', id: itemId('5'), path: undefined },
  ];
  expect(screen(items.map(done)).slice(1)).toEqual([
    '✗ github.issues · 1:12',
    '✓ search lost query string',
    '✓ agent reviewer',
    '✓ image a.png',
    '✓ image …',
  ]);
  const others: Item[] = [
    { type: 'review', id: itemId('1'), entered: true, text: 'x' },
    { type: 'review', id: itemId('2'), entered: false, text: 'the whole review' },
    { type: 'compaction', id: itemId('3') },
    { type: 'unknown', id: itemId('4'), name: 'newThing' },
    { ...runs('5', 'rm -rf /', 1), status: 'declined', exitCode: undefined, durationMs: 0 },
  ];
  expect(screen(others.map(done)).slice(1)).toEqual([
    '✓ review',
    '✓ review done',
    '✓ history made shorter',
    '✓ newThing',
    '✗ rm -rf / · declined',
  ]);
});

test('settings hide commands and tools, never changes of files', () => {
  const events = [
    done(runs('c', 'ls', 0)),
    done({ type: 'search', id: itemId('s'), query: 'x' }),
    done(changes('f', 'completed', ['a.ts', 1, 0])),
    done(says('a', 'Talk.')),
  ];
  const display = { ...view().display, commands: 'off', tools: 'off', commentary: 'off' } as const;
  expect(screen(events, { display }).slice(1)).toEqual(['✎ a.ts +1']);
});

test('long names are cut in the middle so that a line stays a line', () => {
  const [, line = ''] = screen([done(runs('c', `node ${'x'.repeat(200)} --last`, 0))]);
  expect(line).toMatch(/^✓ node x+…x+ --last · 3\.1 s$/);
  expect(line.length).toBeLessThanOrEqual(42);
});

test('a file outside of the project keeps its whole path, and one without counts has none', () => {
  const change = changes('f', 'completed', ['a.ts', 0, 0]);
  if (change.type !== 'file-change') throw new Error('not a change');
  const outside = {
    ...change,
    id: itemId('g'),
    changes: change.changes.map((one) => ({ ...one, path: '/etc/hosts' })),
  };
  expect(screen([done(change), done(outside)]).slice(1)).toEqual(['✎ a.ts', '✎ /etc/hosts']);
});

test('a growing sentence is shown once it is whole, before that only when it is long', () => {
  const quote = (...texts: string[]): string | undefined =>
    screen([begun(says('a', '')), ...texts.map((text) => more('a', text))])[1];
  expect(quote('I look at the')).toBeUndefined();
  const long = 'I look at the way in which the redirect is built, and at everything that calls it,';
  expect(quote(long)).toBe(`“${long}”`);
  expect(quote('I look at it. Then I')).toBe('“I look at it.”');
  expect(quote('I look at it. ', 'Then I go.')).toBe('“Then I go.”');
  expect(quote('***')).toBeUndefined();
  expect(quote('- **First**, a list.')).toBe('“First, a list.”');
});

test('words that may become the answer never stand in the live message', () => {
  const text = (events: Happening[]): string => screen(events).join('\n');
  expect(text([begun(says('a', '', 'final')), more('a', 'The answer.')])).not.toContain('answer');
  expect(text([done(says('a', 'The answer.', 'final'))])).not.toContain('answer');
  expect(text([done(says('a', 'The answer.', 'unknown'))])).not.toContain('answer');
});

test('a long checklist shows the steps around the active one', () => {
  const steps = Array.from({ length: 10 }, (_, i): [string, 'done' | 'active' | 'pending'] => [
    `step ${i} of the work`,
    i < 6 ? 'done' : i === 6 ? 'active' : 'pending',
  ]);
  expect(screen([checklist(...steps)]).slice(1)).toEqual([
    '☑ step 4 of the work',
    '☑ step 5 of the work',
    '☐ step 6 of the work',
    '☐ step 7 of the work',
    '☐ step 8 of the work',
    '☐ step 9 of the work',
  ]);
  const all = steps.map(([text]): [string, 'done'] => [text, 'done']);
  expect(screen([checklist(...all)]).at(-1)).toBe('☑ step 9 of the work');
});

test('trouble that the engine wants to overcome is the first line', () => {
  expect(screen([trouble('network', 'x')])[0]).toBe('⚠ Trying again: the model cannot be reached');
  expect(screen([trouble('other', 'stream broke')])[0]).toBe('⚠ Trying again: stream broke');
  expect(screen([trouble('other', '')])[0]).toBe('⚠ Trying again: an error');
  expect(screen([trouble('other', ''), more('a', 'x')])[0]).toMatch(/^⏳/);
});

test('a long silence is told, but not where a person is waited for', () => {
  const late = { now: 200_000 };
  expect(screen([], late)[0]).toBe('⚠ No word from the model for 3 minutes');
  expect(screen([begun(runs('c', 'make'))], late)[0]).toBe(
    '⚠ Silent for 3 minutes, a command runs',
  );
  expect(screen([], { ...late, waits: true })[0]).toBe(
    '⏳ 3:20 · gpt-5.3-codex high · waits for you',
  );
  expect(screen([], { ...late, display: { ...view().display, quietMs: 0 } })[0]).toMatch(/^⏳/);
  expect(screen([], { now: 20_000, display: { ...view().display, quietMs: 10_000 } })[0]).toBe(
    '⚠ No word from the model for 1 minute',
  );
});
