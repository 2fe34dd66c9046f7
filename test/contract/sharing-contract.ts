import { expect, test } from 'vitest';
import { completed, endOf, heard, newThread, startTurn } from './drive.ts';
import type { Contract } from './engine-contract.ts';

const joining = { excludeTurns: true, initialTurnsPage: { limit: 2, itemsView: 'full' as const } };

/** Several clients on one thread: codex/README.md, sections 3, 5 and 10. */
export function sharingContract({ rig, client }: Contract): void {
  test('every client hears of a new thread', async ({ signal }) => {
    await using one = await client(signal);
    await using other = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    expect((await heard(other, 'thread/started', thread)).params.thread.cwd).toBe(rig().project);
  });

  test('a thread without a turn cannot be joined by another client', async ({ signal }) => {
    await using one = await client(signal);
    await using other = await client(signal);
    const threadId = await newThread(one, rig().project, signal);
    const joined = other.connection.request('thread/resume', { threadId, ...joining }, signal);
    await expect(joined).rejects.toThrow('no rollout found');
  });

  test('a name writes the thread down, and then it can be joined', async ({ signal }) => {
    await using one = await client(signal);
    await using other = await client(signal);
    const threadId = await newThread(one, rig().project, signal);
    await one.connection.request('thread/name/set', { threadId, name: 'Mine' }, signal);
    expect((await heard(other, 'thread/name/updated', threadId)).params.threadName).toBe('Mine');
    const joined = await other.connection.request(
      'thread/resume',
      { threadId, ...joining },
      signal,
    );
    expect(joined.thread.name).toBe('Mine');
  });

  test('only subscribers hear the items of a turn, and all hear its status', async ({ signal }) => {
    await using one = await client(signal);
    await using other = await client(signal);
    const thread = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, thread, 'hello', signal);
    await endOf(one, turn);
    await other.connection.request('thread/loaded/list', {}, signal);
    const about = other.heard.filter(({ params }) => JSON.stringify(params).includes(thread));
    const methods = new Set(about.map(({ method }) => method));
    expect(methods).toEqual(new Set(['thread/started', 'thread/status/changed']));
  });

  test('who joins a running turn finds its finished items and hears the rest', async ({
    signal,
  }) => {
    await using one = await client(signal);
    const threadId = await newThread(one, rig().project, signal);
    const turn = await startTurn(
      one,
      threadId,
      '[[sim: say "Begun."; stream 30x40ms chars=900]]',
      signal,
    );
    await heard(one, 'item/agentMessage/delta', 'Part 1');
    await using late = await client(signal);
    const joined = await late.connection.request('thread/resume', { threadId, ...joining }, signal);
    expect(joined.thread.status).toMatchObject({ type: 'active' });
    const [running] = joined.initialTurnsPage?.data ?? [];
    expect(running).toMatchObject({ id: turn, status: 'inProgress' });
    expect(running?.items.map(({ type }) => type)).toEqual(['userMessage', 'agentMessage']);
    await endOf(late, turn);
    const starts = late.heard.filter(({ method }) => method === 'item/started');
    expect(starts).toEqual([]); // the item in progress is not begun again
    expect((await completed(late, 'agentMessage')).text).toHaveLength(900);
  });

  test('a request is shown to all, sent again to who joins, and the first answer wins', async ({
    signal,
  }) => {
    await using one = await client(signal);
    const threadId = await newThread(one, rig().project, signal);
    const turn = await startTurn(
      one,
      threadId,
      '[[sim: run "echo w" escalate; final "z"]]',
      signal,
    );
    const asked = await heard(one, 'item/commandExecution/requestApproval');
    await using late = await client(signal);
    await late.connection.request('thread/resume', { threadId, ...joining }, signal);
    const again = await heard(late, 'item/commandExecution/requestApproval');
    expect(again.id).toBe(asked.id);
    expect(again.params).toEqual(asked.params);
    late.connection.respond<typeof again.method>(again.id, { decision: 'accept' });
    expect((await heard(one, 'serverRequest/resolved')).params.requestId).toBe(asked.id);
    one.connection.respond<typeof asked.method>(asked.id, { decision: 'decline' });
    expect((await completed(one, 'commandExecution')).status).toBe('completed');
    await endOf(one, turn);
  });

  test('a turn goes on when its client has gone, and its request waits', async ({ signal }) => {
    const one = await client(signal);
    const threadId = await newThread(one, rig().project, signal);
    const turn = await startTurn(
      one,
      threadId,
      '[[sim: run "echo g" escalate; final "z"]]',
      signal,
    );
    const asked = await heard(one, 'item/commandExecution/requestApproval');
    one.close();
    await using back = await client(signal);
    await back.connection.request('thread/resume', { threadId, ...joining }, signal);
    const again = await heard(back, 'item/commandExecution/requestApproval');
    expect(again.id).toBe(asked.id);
    back.connection.respond<typeof again.method>(again.id, { decision: 'accept' });
    expect((await endOf(back, turn)).status).toBe('completed');
  });
}
