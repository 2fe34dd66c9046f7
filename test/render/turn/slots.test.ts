import { expect, test } from 'vitest';
import type { Item } from '../../../src/model/item.ts';
import { renderTurn } from '../../../src/render/turn/slots.ts';
import type { TurnView } from '../../../src/render/turn/view.ts';
import { done, folded, type Happening, over, prompt, runs, says, view } from './made.ts';

const slots = (events: Happening[], shown: Partial<TurnView> = {}): string[] =>
  renderTurn(folded(...events), view(shown)).map(({ key, priority, desired }) =>
    [
      key.name,
      priority,
      ...(desired.type === 'message' ? [desired.loud ? 'loud' : 'silent'] : [desired.type]),
    ].join(' '),
  );
const texts = (events: Happening[], shown: Partial<TurnView> = {}): string[] =>
  renderTurn(folded(...events), view(shown)).flatMap(({ desired }) =>
    desired.type === 'message' ? [desired.content.text.text] : [],
  );
const asks: Item = {
  ...says('q', 'Which store?\n- SQLite', 'commentary'),
  questions: [{ title: 'Which store?', options: ['SQLite', 'PostgreSQL'] }],
};
const full = { ...view().display, commentary: 'full' } as const;

test('a running turn has its live message, and a prompt from elsewhere above it', () => {
  expect(slots([done(prompt('u', 'hi', 'pd-7'))])).toEqual(['turn:t/live live live']);
  expect(slots([done(prompt('u', 'hi', 'tui-1')), done(prompt('v', 'and', undefined))])).toEqual([
    'turn:t/prompt/u final silent',
    'turn:t/prompt/v final silent',
    'turn:t/live live live',
  ]);
  expect(slots([done(prompt('u', ' ', undefined))])).toEqual(['turn:t/live live live']);
});

test('only the first part of the final answer makes a sound', () => {
  const events = [
    done(runs('c', 'ls', 0)),
    done(says('a', 'A sentence. '.repeat(800), 'final')),
    over(),
  ];
  expect(slots(events)).toEqual([
    'turn:t/live reply silent',
    'turn:t/final/1 final loud',
    'turn:t/final/2 final silent',
    'turn:t/final/3 final silent',
  ]);
});

test('the turns of a goal are silent but for the last', () => {
  const events = [done(says('a', 'Done.', 'final')), over()];
  const shown = { liveSent: false };
  expect(slots(events, { ...shown, goal: { last: false } })).toEqual([
    'turn:t/final/1 final silent',
  ]);
  expect(slots(events, { ...shown, goal: { last: true } })).toEqual(['turn:t/final/1 final loud']);
});

test('a turn that only answered has no folded message unless its live message was sent', () => {
  const events = [done(says('a', 'Done.', 'final')), over()];
  expect(slots(events, { liveSent: false })).toEqual(['turn:t/final/1 final loud']);
  expect(slots(events)).toContain('turn:t/live reply silent');
  const talked = [done(says('b', 'Hm.')), ...events];
  expect(slots(talked, { liveSent: false })).toContain('turn:t/live live silent');
  expect(slots([over('failed')], { liveSent: false })).toEqual(['turn:t/live live silent']);
});

test('full commentary comes as silent messages of its own, and not in the log again', () => {
  const events = [done(says('a', 'I read.')), done(says('z', 'Done.', 'final')), over()];
  expect(slots(events, { display: full })).toEqual([
    'turn:t/live reply silent',
    'turn:t/say/a commentary silent',
    'turn:t/final/1 final loud',
  ]);
  expect(texts(events, { display: full })).toEqual(['✓ 0:03', 'I read.', 'Done.']);
  expect(slots(events, { display: full, liveSent: false })).not.toContain(
    'turn:t/live reply silent',
  );
});

test('a question that does not block is a message of its own, with its options', () => {
  expect(slots([done(asks)])).toEqual(['turn:t/live live live', 'turn:t/say/q reply silent']);
  expect(texts([done(asks)])).toEqual([
    '? Which store?\n1 SQLite\n2 PostgreSQL\n\nWrite the answer as a message.',
  ]);
});

test('commentary of which nothing can be seen has no message', () => {
  expect(
    slots([done(says('a', '<!-- x -->')), done(says('b', '\u200b'))], { display: full }),
  ).not.toContain('turn:t/say/b commentary silent');
});

test('a prompt from the desktop is a quote, folded where it is long', () => {
  const of = (text: string, images = 0) => {
    const [slot] = renderTurn(folded(done(prompt('u', text, undefined, images))), view());
    if (slot?.desired.type !== 'message') throw new Error('no message');
    return slot.desired.content.text;
  };
  expect(of('rename the helper')).toMatchObject({
    text: 'Desktop: rename the helper',
    entities: [{ type: 'blockquote', offset: 0, length: 26 }],
  });
  expect(of('look', 2).text).toBe('Desktop: look\n2 images');
  expect(of('', 1).text).toBe('Desktop: 1 image');
  expect(of('word '.repeat(200)).entities[0]?.type).toBe('expandable_blockquote');
  const many = of('/stop @ann '.repeat(100));
  expect(many.entities.map(({ type }) => type)).toContain('code');
});
