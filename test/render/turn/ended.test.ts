import { expect, test } from 'vitest';
import type { Item } from '../../../src/model/item.ts';
import { renderFinal } from '../../../src/render/turn/final.ts';
import { renderFolded } from '../../../src/render/turn/folded.ts';
import type { TurnView } from '../../../src/render/turn/view.ts';
import { itemId } from '../../timeline/generated.ts';
import {
  begun,
  changes,
  done,
  folded,
  type Happening,
  more,
  over,
  prompt,
  runs,
  says,
  view,
} from './made.ts';

const screen = (events: Happening[], shown: Partial<TurnView> = {}): string[] =>
  renderFolded(folded(...events), view(shown)).text.text.split('\n');
const thought: Item = { type: 'reasoning', id: itemId('r'), summary: '**Reading**\n\nOne pass.' };

test('a completed turn is one line over its log, without its answer', () => {
  const events = [
    done(prompt('u', 'fix it', 'pd-1')),
    done(thought),
    done(says('a', 'I read the **code**.')),
    done(runs('c', 'npm test', 0)),
    done(changes('f', 'completed', ['a.ts', 45, 0], ['b.ts', 0, 12])),
    done(says('z', 'All is well now.', 'final')),
    over(),
  ];
  expect(screen(events)).toEqual([
    '✓ 0:07 · 2 steps · 2 files +45 −12',
    'Reading',
    'I read the code.',
    '✓ npm test · 3.1 s',
    '✎ a.ts +45',
    '✎ b.ts −12',
  ]);
  const { text } = renderFolded(folded(...events), view());
  expect(text.entities[0]).toMatchObject({ type: 'expandable_blockquote', offset: 35 });
  expect(renderFolded(folded(...events), view()).buttons).toEqual([]);
});

test('a stopped turn says so and what ran on', () => {
  expect(
    screen([
      begun(runs('c', 'npm run dev')),
      begun({ type: 'search', id: itemId('s'), query: 'x' }),
      over('interrupted'),
    ]),
  ).toEqual(['■ stopped · 0:03 · 2 steps', '› npm run dev · ran on', '■ search x']);
});

test('a failed turn says why, in our words and in those of the engine', () => {
  expect(screen([over('failed', { kind: 'network', message: 'stream\nbroke' })])).toEqual([
    '✗ the model cannot be reached · 0:01',
    'stream broke',
  ]);
  expect(screen([over('failed')])).toEqual(['✗ an error · 0:01']);
});

test('settings decide how much of the log is kept', () => {
  const events = [
    done(thought),
    done(says('a', 'Talk.')),
    done(runs('c', 'make', 0)),
    done({ ...runs('d', 'true', 0), output: ' \n' }),
    over(),
  ];
  const display = view().display;
  const off = { ...display, commentary: 'off', thinking: 'off', commands: 'off' } as const;
  expect(screen(events, { display: off })).toEqual(['✓ 0:05 · 2 steps']);
  const full = { ...display, commentary: 'full', thinking: 'full', commands: 'full' } as const;
  expect(screen(events, { display: full }).slice(1)).toEqual([
    'Reading',
    '',
    'One pass.',
    '✓ make · 3.1 s',
    'first',
    'second',
    'last line',
    '✓ true · 3.1 s',
  ]);
});

test('a log without room for all counts the earlier entries', () => {
  const events = [
    ...Array.from({ length: 300 }, (_, i) => done(runs(`c${i}`, `step number ${i}`, 0))),
    over(),
  ];
  const { text } = renderFolded(folded(...events), view());
  const [, first, second = ''] = text.text.split('\n');
  expect(first).toMatch(/^… \d+ earlier$/);
  expect(text.entities.length).toBeLessThanOrEqual(100);
  expect(text.text.endsWith('✓ step number 299 · 3.1 s')).toBe(true);
  const shown = 300 - Number(/\d+/.exec(first ?? '')?.[0]);
  expect(second).toContain(`step number ${300 - shown}`);
});

test('one long piece of commentary does not push out the rest of the log', () => {
  const lines = screen([
    done(runs('c', 'make', 0)),
    done(says('a', 'word '.repeat(2_000))),
    done(says('b', 'Last.')),
    over(),
  ]);
  expect(lines[1]).toBe('✓ make · 3.1 s');
  expect(lines[2]?.length).toBeLessThanOrEqual(1_200);
  expect(lines[2]?.endsWith('…')).toBe(true);
  expect(lines[3]).toBe('Last.');
});

test('a command whose output ends in one endless line keeps its tail', () => {
  const display = { ...view().display, commands: 'full' } as const;
  const [, , output = ''] = screen(
    [done({ ...runs('c', 'yes', 0), output: 'y'.repeat(900) }), over()],
    { display },
  );
  expect(output).toBe(`…${'y'.repeat(399)}`);
});

test('the beginning of an answer that was cut off is kept in the log', () => {
  expect(
    screen([begun(says('a', '', 'final')), more('a', 'The answer is'), over('interrupted')]),
  ).toEqual(['■ stopped · 0:03', 'The answer is']);
});

test('several finals are one answer, in parts that are numbered from three on', () => {
  const short = folded(done(says('a', '# One', 'final')), done(says('b', 'Two', 'final')), over());
  expect(renderFinal(short).map(({ text }) => text.text)).toEqual(['One\n\nTwo']);
  const long = folded(done(says('a', 'A sentence of words. '.repeat(500), 'final')), over());
  const parts = renderFinal(long);
  expect(parts).toHaveLength(3);
  expect(parts.map(({ text }) => text.text.split('\n').at(-1))).toEqual(['1/3', '2/3', '3/3']);
  expect(renderFinal(folded(over()))).toEqual([]);
});
