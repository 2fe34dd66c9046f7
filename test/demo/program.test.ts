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
