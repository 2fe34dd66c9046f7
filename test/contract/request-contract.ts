import { expect, test } from 'vitest';
import { answerIn, completed, endOf, heard, newThread, startTurn } from './drive.ts';
import type { Contract } from './engine-contract.ts';

/** Approvals and questions: codex/README.md, section 5. */
export function requestContract({ rig, client }: Contract): void {
  test('an accepted command runs, and the request is resolved', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(
      one,
      thread,
      '[[sim: run "echo hi" escalate why="May I?"; final "z"]]',
      signal,
    );
    const request = await heard(one, 'item/commandExecution/requestApproval');
    expect(request.params).toMatchObject({ turnId: turn, reason: 'May I?', cwd: rig().project });
    expect(request.params.availableDecisions).toContain('accept');
    one.connection.respond<typeof request.method>(request.id, { decision: 'accept' });
    const resolved = await heard(one, 'serverRequest/resolved');
    expect(resolved.params).toEqual({ threadId: thread, requestId: request.id });
    const item = await completed(one, 'commandExecution');
    expect(item).toMatchObject({ id: request.params.itemId, status: 'completed', exitCode: 0 });
    expect(item.aggregatedOutput).toBe('hi\n');
    await endOf(one, turn);
  });

  test('the item of a command comes before the request for it', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, '[[sim: run "echo a" escalate; final "z"]]', signal);
    const request = await heard(one, 'item/commandExecution/requestApproval');
    const item = await heard(one, 'item/started', request.params.itemId);
    expect(one.heard.indexOf(item)).toBeLessThan(one.heard.indexOf(request));
    one.connection.respond<typeof request.method>(request.id, { decision: 'accept' });
    await endOf(one, turn);
  });

  test('a declined command is not run, and the turn goes on', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, '[[sim: run "echo b" escalate; final "on"]]', signal);
    const request = await heard(one, 'item/commandExecution/requestApproval');
    one.connection.respond<typeof request.method>(request.id, { decision: 'decline' });
    expect((await completed(one, 'commandExecution')).status).toBe('declined');
    expect((await endOf(one, turn)).status).toBe('completed');
    expect(answerIn(one)).toBe('on');
  });

  test('a cancelled command ends the turn', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, '[[sim: run "echo c" escalate; final "on"]]', signal);
    const request = await heard(one, 'item/commandExecution/requestApproval');
    one.connection.respond<typeof request.method>(request.id, { decision: 'cancel' });
    expect((await completed(one, 'commandExecution')).status).toBe('declined');
    expect((await endOf(one, turn)).status).toBe('interrupted');
  });

  test('an error for an answer counts as a no', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, '[[sim: run "echo e" escalate; final "on"]]', signal);
    const request = await heard(one, 'item/commandExecution/requestApproval');
    one.connection.refuse(request.id, 'not now');
    expect((await completed(one, 'commandExecution')).status).not.toBe('completed');
    expect((await endOf(one, turn)).status).toBe('completed');
  });

  test('what was accepted for the session is not asked again', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const program = '[[sim: run "echo s" escalate; run "echo s" escalate; final "on"]]';
    const turn = await startTurn(one, thread, program, signal);
    const request = await heard(one, 'item/commandExecution/requestApproval');
    one.connection.respond<typeof request.method>(request.id, { decision: 'acceptForSession' });
    expect((await endOf(one, turn)).status).toBe('completed');
    const asked = one.heard.filter(({ method }) => method === request.method);
    expect(asked).toHaveLength(1);
  });

  test('the diff of a file change is known before it is asked for', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(
      one,
      thread,
      '[[sim: patch add:../outside.txt "one\\ntwo"; final "z"]]',
      signal,
    );
    const request = await heard(one, 'item/fileChange/requestApproval');
    const started = await heard(one, 'item/started', request.params.itemId);
    expect(one.heard.indexOf(started)).toBeLessThan(one.heard.indexOf(request));
    const { item } = started.params;
    expect(item).toMatchObject({
      type: 'fileChange',
      changes: [{ kind: { type: 'add' }, diff: 'one\ntwo\n' }],
    });
    one.connection.respond<typeof request.method>(request.id, { decision: 'decline' });
    expect((await completed(one, 'fileChange')).status).toBe('declined');
    expect((await endOf(one, turn)).status).toBe('completed');
  });

  test('a question takes an option and words of the person', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(
      one,
      thread,
      '[[sim: ask "Which store?" SQLite|Postgres "Which port?" 80|8080; final "{last}"]]',
      signal,
    );
    const request = await heard(one, 'item/tool/requestUserInput');
    expect(
      request.params.questions.map(({ id, question, isOther }) => [id, question, isOther]),
    ).toEqual([
      ['q1', 'Which store?', true],
      ['q2', 'Which port?', true],
    ]);
    const answers = { q1: { answers: ['Postgres'] }, q2: { answers: ['something else'] } };
    one.connection.respond<typeof request.method>(request.id, { answers });
    await endOf(one, turn);
    expect(JSON.parse(answerIn(one) ?? '')).toEqual({ answers });
  });

  test('a waiting thread says what it waits for', async ({ signal }) => {
    await using one = await client(signal);
    await using watcher = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, '[[sim: ask "Which?" A|B; final "z"]]', signal);
    const request = await heard(one, 'item/tool/requestUserInput');
    // Status changes go to every client, so the bridge can watch threads that it has not joined.
    const status = await heard(watcher, 'thread/status/changed', 'waitingOnUserInput');
    expect(status.params.threadId).toBe(thread);
    one.connection.respond<typeof request.method>(request.id, { answers: {} });
    await endOf(one, turn);
  });

  test('an interrupt resolves the request that waits', async ({ signal }) => {
    await using one = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, '[[sim: run "echo i" escalate; final "z"]]', signal);
    const request = await heard(one, 'item/commandExecution/requestApproval');
    await one.connection.request('turn/interrupt', { threadId: thread, turnId: turn }, signal);
    expect((await heard(one, 'serverRequest/resolved')).params.requestId).toBe(request.id);
    expect((await endOf(one, turn)).status).toBe('interrupted');
  });
}
