import { expect, test } from 'vitest';
import {
  answerIn,
  completed,
  endOf,
  heard,
  newThread,
  say,
  startTurn,
  turnsOf,
  userTexts,
} from './drive.ts';
import type { Contract } from './engine-contract.ts';

/** Turns, steers and interrupts: codex/README.md, section 4. */
export function turnContract({ rig, client }: Contract): void {
  test('a turn is told in the order of its life', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    one.forget();
    const turn = await startTurn(
      one,
      thread,
      '[[sim: think "Look."; say "I look."; run "echo one"; final "done"]]',
      signal,
      'pd-order',
    );
    expect((await endOf(one, turn)).status).toBe('completed');
    const told = one.heard.flatMap((message) => {
      const { method, params } = message;
      if (!JSON.stringify(params).includes(thread)) return [];
      if (method === 'item/started' || method === 'item/completed') {
        return `${method} ${params.item.type}`;
      }
      if (method === 'thread/status/changed') return `${method} ${params.status.type}`;
      return method === 'turn/started' || method === 'turn/completed' ? method : [];
    });
    expect(told).toEqual([
      'thread/status/changed active',
      'turn/started',
      'item/started userMessage',
      'item/completed userMessage',
      'item/started reasoning',
      'item/completed reasoning',
      'item/started agentMessage',
      'item/completed agentMessage',
      'item/started commandExecution',
      'item/completed commandExecution',
      'item/started agentMessage',
      'item/completed agentMessage',
      'thread/status/changed idle',
      'turn/completed',
    ]);
  });

  test('the label of a prompt comes back, live and in history', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, 'label me', signal, 'pd-label');
    await endOf(one, turn);
    expect((await completed(one, 'userMessage')).clientId).toBe('pd-label');
    const [found] = await turnsOf(one, thread, signal);
    expect(found?.items[0]).toMatchObject({ type: 'userMessage', clientId: 'pd-label' });
  });

  test('one label given twice runs twice', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    await endOf(one, await startTurn(one, thread, 'twice', signal, 'pd-twice'));
    await endOf(one, await startTurn(one, thread, 'twice', signal, 'pd-twice'));
    expect(userTexts(await turnsOf(one, thread, signal))).toEqual(['twice', 'twice']);
  });

  test('the deltas of an answer make up its text', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, '[[sim: stream 6x10ms chars=300]]', signal);
    await endOf(one, turn);
    const deltas = one.heard.flatMap((message) =>
      message.method === 'item/agentMessage/delta' ? message.params.delta : [],
    );
    expect(answerIn(one)).toHaveLength(300);
    expect(deltas.join('')).toBe(answerIn(one));
  });

  test('a steer is delivered with the next request of the model', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(
      one,
      thread,
      '[[sim: run "sleep 0.4"; final "last: {steer}"]]',
      signal,
    );
    await heard(one, 'item/started', 'commandExecution');
    const answer = await one.connection.request(
      'turn/steer',
      {
        threadId: thread,
        expectedTurnId: turn,
        input: say('also the docs'),
        clientUserMessageId: 'pd-steer',
      },
      signal,
    );
    expect(answer.turnId).toBe(turn);
    const item = await completed(one, 'userMessage', 'pd-steer');
    expect(item.clientId).toBe('pd-steer');
    await endOf(one, turn);
    expect(answerIn(one)).toBe('last: also the docs');
  });

  test('a steer for another turn, or for none, is refused', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const steer = async (expectedTurnId: string) =>
      one.connection.request(
        'turn/steer',
        { threadId: thread, expectedTurnId, input: say('x') },
        signal,
      );
    const turn = await startTurn(one, thread, '[[sim: wait 300; final "x"]]', signal);
    await heard(one, 'turn/started', turn);
    await expect(steer('01a1fccf-9d13-7a73-b65a-75c302506c51')).rejects.toThrow(
      'expected active turn id',
    );
    await endOf(one, turn);
    await expect(steer(turn)).rejects.toThrow('no active turn to steer');
  });

  test('a turn started on a busy thread steers without a word', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, '[[sim: run "sleep 0.3"; final "end"]]', signal);
    await heard(one, 'item/started', 'commandExecution');
    expect(await startTurn(one, thread, 'and the tests', signal, 'pd-silent')).toBe(turn);
    await endOf(one, turn);
    const turns = await turnsOf(one, thread, signal);
    expect(turns).toHaveLength(1);
    expect(userTexts(turns)).toContain('and the tests');
    expect(answerIn(one)).toBe('end\n\nalso: and the tests');
  });

  test('a steer that was not delivered is lost with an interrupt', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, '[[sim: run "sleep 2"; final "x"]]', signal);
    await heard(one, 'item/started', 'commandExecution');
    await one.connection.request(
      'turn/steer',
      { threadId: thread, expectedTurnId: turn, input: say('too late') },
      signal,
    );
    await one.connection.request('turn/interrupt', { threadId: thread, turnId: turn }, signal);
    expect((await endOf(one, turn)).status).toBe('interrupted');
    expect(userTexts(await turnsOf(one, thread, signal))).not.toContain('too late');
  });

  test('an interrupt drops the text that was not finished', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(
      one,
      thread,
      '[[sim: say "Kept."; stream 100x50ms chars=2000]]',
      signal,
    );
    await completed(one, 'agentMessage', 'Kept.');
    await heard(one, 'item/agentMessage/delta', 'Part 1');
    await one.connection.request('turn/interrupt', { threadId: thread, turnId: turn }, signal);
    expect((await endOf(one, turn)).status).toBe('interrupted');
    const [found] = await turnsOf(one, thread, signal);
    expect(found?.status).toBe('interrupted');
    const texts = found?.items.flatMap((item) => (item.type === 'agentMessage' ? item.text : []));
    expect(texts).toEqual(['Kept.']);
  });

  test('nothing of an interrupted turn follows its end', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, '[[sim: say "A."; wait 200; final "B."]]', signal);
    await completed(one, 'agentMessage', 'A.');
    await one.connection.request('turn/interrupt', { threadId: thread, turnId: turn }, signal);
    const end = await heard(one, 'turn/completed', turn);
    const next = await startTurn(one, thread, '[[sim: wait 400; final "C."]]', signal);
    await endOf(one, next);
    const after = one.heard.slice(one.heard.indexOf(end) + 1);
    expect(after.filter(({ params }) => JSON.stringify(params).includes(turn))).toEqual([]);
    expect(answerIn(one)).toBe('C.');
  });

  test('an interrupt of an idle thread is refused', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, 'short', signal);
    await endOf(one, turn);
    const late = one.connection.request(
      'turn/interrupt',
      { threadId: thread, turnId: turn },
      signal,
    );
    await expect(late).rejects.toThrow('no active turn to interrupt');
  });

  test.for([
    ['usage-limit', 'usageLimitExceeded'],
    ['overloaded', 'serverOverloaded'],
    ['context', 'contextWindowExceeded'],
  ] as const)(
    'a turn that fails with %s says so once more at its end',
    async ([failure, info], { signal }) => {
      await using one = await client(signal);
      const thread = await newThread(one, rig().project, signal);
      const turn = await startTurn(one, thread, `[[sim: fail ${failure}]]`, signal);
      const end = await endOf(one, turn);
      expect(end.status).toBe('failed');
      expect(end.error?.codexErrorInfo).toBe(info);
      expect((await heard(one, 'error', turn)).params.willRetry).toBe(false);
    },
  );

  test('limits come with the numbers of the model', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(
      one,
      thread,
      '[[sim: limits primary=42 secondary=12; final "x"]]',
      signal,
    );
    await endOf(one, turn);
    const { rateLimits } = (await heard(one, 'account/rateLimits/updated', '42')).params;
    expect(rateLimits.primary).toMatchObject({ usedPercent: 42, windowDurationMins: 300 });
    expect(rateLimits.secondary).toMatchObject({ usedPercent: 12 });
  });

  test('a question that does not block is a message, and the turn goes on', async ({ signal }) => {
    await using one = await client(signal);
    const { thread } = await one.connection.request(
      'thread/start',
      { cwd: rig().project, model: 'gpt-6-sol' },
      signal,
    );
    const turn = await startTurn(
      one,
      thread.id,
      '[[sim: ask-async "Which?" A|B; final "going on"]]',
      signal,
    );
    await endOf(one, turn);
    const item = await completed(one, 'agentMessage', 'Which?');
    expect(item).toMatchObject({
      phase: 'final_answer',
      delivery: 'async',
      questions: [{ title: 'Which?', options: ['A', 'B'] }],
    });
    expect(answerIn(one)).toBe('going on');
  });
}
