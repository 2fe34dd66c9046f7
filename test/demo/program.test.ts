import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findProgram } from '../../src/demo/scripted-model/program.ts';
import { madeUpText, piecesOf, segmentsOf } from '../../src/demo/scripted-model/script.ts';

test('a program is read step by step', () => {
  const prompt = String.raw`Please [[sim: say "a; b"; run "echo \"x\"" escalate why="May I?" prefix=npm,test; patch add:n.md "# N\none" update:b.txt "beta" -> "gamma"; ask "Which?" A|B "Port?" 80; limits primary=42; fail usage-limit resets=60; wait 300]] thanks`;
  expect(findProgram(prompt)).toEqual([
    { type: 'say', text: 'a; b' },
    { type: 'run', command: 'echo "x"', escalate: true, why: 'May I?', prefix: ['npm', 'test'] },
    {
      type: 'patch',
      changes: [
        { kind: 'add', path: 'n.md', text: '# N\none' },
        { kind: 'update', path: 'b.txt', from: 'beta', to: 'gamma' },
      ],
    },
    {
      type: 'ask',
      questions: [
        { text: 'Which?', options: ['A', 'B'] },
        { text: 'Port?', options: ['80'] },
      ],
    },
    { type: 'limits', primary: 42, secondary: undefined, primaryResets: 3600 },
    { type: 'fail', failure: 'usage-limit', resets: 60 },
    { type: 'wait', ms: 300 },
  ]);
});

test('what a step leaves out has a sensible value', () => {
  const program =
    '[[sim: think; plan "p"; propose "q"; answer "a"; hang; nophase; stream 3x5ms; stream 3x5ms chars=9; ask-async "W?"; async-ask "W?" A; run "x"; limits primary-resets=5; fail 500; patch delete:c.txt other]]';
  expect(findProgram(program)).toEqual([
    { type: 'think', text: '' },
    { type: 'plan', text: 'p' },
    { type: 'plan', text: 'q' },
    { type: 'final', text: 'a' },
    { type: 'hang' },
    { type: 'nophase' },
    { type: 'stream', pieces: 3, everyMs: 5, chars: 60 },
    { type: 'stream', pieces: 3, everyMs: 5, chars: 9 },
    { type: 'ask-async', questions: [{ text: 'W?', options: [] }] },
    { type: 'ask-async', questions: [{ text: 'W?', options: ['A'] }] },
    { type: 'run', command: 'x', escalate: false, why: undefined, prefix: [] },
    { type: 'limits', primary: undefined, secondary: undefined, primaryResets: 5 },
    { type: 'fail', failure: '500', resets: 3600 },
    { type: 'patch', changes: [{ kind: 'delete', path: 'c.txt' }] },
  ]);
});

test('arguments that make no sense are errors too', () => {
  expect(() => findProgram('[[sim: stream fast]]')).toThrow('12x40ms');
  expect(() => findProgram('[[sim: fail sometimes]]')).toThrow('sometimes');
  expect(findProgram('no program here')).toBeUndefined();
});

test('a program inside of a quoted text does not end the one around it', () => {
  const program = findProgram('[[sim: say "[[sim: final \\"x\\"]]"; final "y"]]');
  expect(program?.map(({ type }) => type)).toEqual(['say', 'final']);
});

test('a misspelt step is an error and not a silent answer', () => {
  expect(() => findProgram('[[sim: sya "x"]]')).toThrow('sya');
});

test('each call ends an answer of the model, and the last answer always ends the turn', () => {
  const types = segmentsOf('[[sim: say "a"; run "b"; run "c"]]').map((steps) =>
    steps.map(({ type }) => type),
  );
  expect(types).toEqual([['say', 'run'], ['run'], ['final']]);
  expect(segmentsOf('one two one')).toEqual([[{ type: 'final', text: 'You said: one two' }]]);
});

test('a made-up text has its length, and its pieces make it up again', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 1, max: 60 }),
      (chars, count) => {
        const text = madeUpText(chars);
        expect(text).toHaveLength(chars);
        expect(piecesOf(text, count).join('')).toBe(text);
      },
    ),
  ));
