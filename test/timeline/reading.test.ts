import { expect, test } from 'vitest';
import type { Item } from '../../src/model/item.ts';
import { answerOf } from '../../src/model/turn/answer.ts';
import { commentaryOf } from '../../src/model/turn/commentary.ts';
import { promptsOf } from '../../src/model/turn/prompts.ts';
import { statsOf } from '../../src/model/turn/stats.ts';
import { stepsOf } from '../../src/model/turn/steps.ts';
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
} from '../render/turn/made.ts';
import { itemId } from './generated.ts';

const answer = (...events: Happening[]): string[] =>
  answerOf(folded(...events)).map(({ text }) => text);
const commentary = (...events: Happening[]): string[] =>
  commentaryOf(folded(...events)).map(({ item }) => item.text);
const asks = (id: string): Item => ({
  ...says(id, 'Which store?', 'final'),
  questions: [{ title: 'Which store?', options: ['SQLite'] }],
});
const plan: Item = { type: 'plan', id: itemId('p'), text: '# Plan' };

test('messages that say so are the answer, all of them in order', () => {
  expect(
    answer(
      done(says('a', 'one', 'final')),
      done(says('b', 'x')),
      done(says('c', 'two', 'final')),
      over(),
    ),
  ).toEqual(['one', 'two']);
});

test('without any phase the last message of a completed turn is the answer', () => {
  const events = [done(says('a', 'first', 'unknown')), done(says('b', 'last', 'unknown'))];
  expect(answer(...events, over())).toEqual(['last']);
  expect(commentary(...events, over())).toEqual(['first']);
  expect(answer(...events)).toEqual([]);
  expect(answer(...events, over('interrupted'))).toEqual([]);
  expect(answer(done(says('a', 'talk')), over())).toEqual([]);
});

test('a question that does not block is commentary, whatever its phase says', () => {
  const events = [done(says('a', 'answer', 'final')), done(asks('q')), over()];
  expect(answer(...events)).toEqual(['answer']);
  expect(commentary(...events)).toEqual(['Which store?']);
  const unlabelled: Item = {
    ...says('u', 'Which?', 'unknown'),
    questions: [{ title: 'Which?', options: [] }],
  };
  expect(answer(done(unlabelled), over())).toEqual([]);
});

test('a proposed plan is the answer of its turn', () => {
  expect(answer(done(says('a', 'I read first.')), done(plan), over())).toEqual(['# Plan']);
  expect(answer(done({ ...plan, text: ' ' }), done(says('a', 'x', 'unknown')), over())).toEqual([
    'x',
  ]);
});

test('a final that was cut off is no answer, and is kept as commentary', () => {
  const events = [begun(says('a', '', 'final')), more('a', 'Half an'), over('interrupted')];
  expect(answer(...events)).toEqual([]);
  expect(commentary(...events)).toEqual(['Half an']);
  expect(answer(done(says('a', 'whole', 'final')), over('failed'))).toEqual(['whole']);
});

test('what may still become the answer is not commentary while the turn runs', () => {
  expect(commentary(begun(says('a', '', 'final')), more('a', 'The'))).toEqual([]);
  expect(commentary(done(says('a', 'Hm', 'unknown')))).toEqual([]);
  const followed = [done(says('a', 'Hm', 'unknown')), begun(runs('c', 'ls'))];
  expect(commentary(...followed)).toEqual([]);
  expect(commentary(...followed, more('b', 'heard half'))).toEqual([]);
  expect(commentary(...followed, begun(says('b', '')))).toEqual([]);
  expect(commentary(...followed, begun(says('b', '', 'unknown')))).toEqual(['Hm']);
  expect(commentary(more('x', 'heard only half'), over())).toEqual([]);
  expect(commentary(begun(says('a', '')), more('a', 'I look'))).toEqual(['I look']);
  expect(commentary(done(says('a', ' ')))).toEqual([]);
});

test('prompts are what people said, in order', () => {
  const turn = folded(
    done(prompt('u', 'do it', 'pd-1')),
    done(says('a', 'x')),
    done(prompt('v', 'and that', undefined)),
  );
  expect(promptsOf(turn).map(({ text }) => text)).toEqual(['do it', 'and that']);
});

test('steps and changes are counted once they are over, declined changes not at all', () => {
  const turn = folded(
    done(says('a', 'x')),
    done({ type: 'reasoning', id: itemId('r'), summary: 'hm' }),
    done(plan),
    done(runs('c', 'ls', 0)),
    done(changes('f', 'completed', ['a.ts', 5, 1], ['b.ts', 2, 0])),
    done(changes('g', 'completed', ['a.ts', 1, 1])),
    done(changes('h', 'declined', ['c.ts', 9, 9])),
    begun(runs('d', 'sleep 9')),
  );
  expect(stepsOf(turn)).toHaveLength(5);
  expect(statsOf(turn, 60_000)).toEqual({
    steps: 4,
    files: 2,
    added: 8,
    removed: 2,
    durationMs: 60_000,
  });
  expect(statsOf(turn, -5).durationMs).toBe(0);
});
