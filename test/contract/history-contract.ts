import { expect, test } from 'vitest';
import type { Turn } from '../../src/engine/codex/protocol/generated/protocol.ts';
import { completed, endOf, heard, newThread, say, startTurn, turnsOf, userTexts } from './drive.ts';
import type { Contract } from './engine-contract.ts';

/** History, and what is left of a turn when the server is killed: codex/README.md, sections 3 and 9. */
export function historyContract({ rig, client }: Contract): void {
  test('turns are paged from the newest to the oldest', async ({ signal }) => {
    await using one = await client(signal);
    const threadId = await newThread(one, rig().project, signal);
    for (const text of ['first', 'second', 'third']) {
      await endOf(one, await startTurn(one, threadId, text, signal));
    }
    const page = async (cursor: string | null) =>
      one.connection.request(
        'thread/turns/list',
        { threadId, limit: 2, cursor, itemsView: 'full' },
        signal,
      );
    const newest = await page(null);
    expect(userTexts(newest.data)).toEqual(['third', 'second']);
    const older = await page(newest.nextCursor);
    expect(userTexts(older.data)).toEqual(['first']);
    expect(older.nextCursor).toBeNull();
  });

  test('finished items read in history as they were told', async ({ signal }) => {
    await using one = await client(signal);
    const threadId = await newThread(one, rig().project, signal);
    const program = '[[sim: think "T."; say "S."; run "echo r"; patch add:h.md "x"; final "F."]]';
    const turn = await startTurn(one, threadId, program, signal, 'pd-same');
    await endOf(one, turn);
    const told = one.heard.flatMap((message) =>
      message.method === 'item/completed' ? message.params.item : [],
    );
    const [found] = await turnsOf(one, threadId, signal);
    expect(found?.items).toEqual(told);
  });

  test('a list of threads begins with the one used last', async ({ signal }) => {
    await using one = await client(signal);
    const threadId = await newThread(one, rig().project, signal);
    await endOf(one, await startTurn(one, threadId, 'newest of all', signal));
    const params = { limit: 1, sortKey: 'updated_at' as const };
    const { data } = await one.connection.request('thread/list', params, signal);
    expect(data[0]).toMatchObject({ id: threadId, preview: 'newest of all' });
  });

  test('an ephemeral thread is never listed', async ({ signal }) => {
    await using one = await client(signal);
    const params = { cwd: rig().project, ephemeral: true };
    const { thread } = await one.connection.request('thread/start', params, signal);
    expect(thread).toMatchObject({ ephemeral: true, path: null });
    await endOf(one, await startTurn(one, thread.id, 'a title, please', signal));
    const { data } = await one.connection.request('thread/list', { limit: 50 }, signal);
    expect(data.map(({ id }) => id)).not.toContain(thread.id);
  });

  test('a killed server leaves an interrupted turn with its finished items', async ({ signal }) => {
    await using one = await client(signal);
    const threadId = await newThread(one, rig().project, signal);
    const turn = await startTurn(
      one,
      threadId,
      '[[sim: say "Kept."; run "echo k" escalate; final "never"]]',
      signal,
      'pd-killed',
    );
    const asked = await heard(one, 'item/commandExecution/requestApproval');
    await one.connection.request(
      'turn/steer',
      { threadId, expectedTurnId: turn, input: say('lost steer') },
      signal,
    );
    await rig().kill();
    await rig().start();

    await using back = await client(signal);
    const joined = await back.connection.request(
      'thread/resume',
      { threadId, excludeTurns: true, initialTurnsPage: { limit: 1, itemsView: 'full' } },
      signal,
    );
    expect(joined.thread.status).toEqual({ type: 'idle' });
    const found: Turn | undefined = joined.initialTurnsPage?.data[0];
    expect(found).toMatchObject({ id: turn, status: 'interrupted', error: null });
    const texts = found?.items.flatMap((item) => (item.type === 'agentMessage' ? item.text : []));
    expect(texts).toEqual(['Kept.']);
    expect(found?.items[0]).toMatchObject({ type: 'userMessage', clientId: 'pd-killed' });
    expect(userTexts(found ? [found] : [])).not.toContain('lost steer');

    // The old request is not sent again, and ids begin anew.
    const next = await startTurn(
      back,
      threadId,
      '[[sim: run "echo n" escalate; final "z"]]',
      signal,
    );
    const fresh = await heard(back, 'item/commandExecution/requestApproval');
    expect(fresh.id).toBe(0);
    expect(fresh.params.turnId).toBe(next);
    expect(fresh.params.itemId).not.toBe(asked.params.itemId);
    back.connection.respond<typeof fresh.method>(fresh.id, { decision: 'accept' });
    expect((await completed(back, 'commandExecution')).status).toBe('completed');
    expect((await endOf(back, next)).status).toBe('completed');
  });

  test('a thread that had no turn does not survive a kill', async ({ signal }) => {
    await using one = await client(signal);
    const threadId = await newThread(one, rig().project, signal);
    await rig().kill();
    await rig().start();
    await using back = await client(signal);
    const joined = back.connection.request('thread/resume', { threadId }, signal);
    await expect(joined).rejects.toThrow('no rollout found');
  });

  test('after a kill a thread takes a turn only once it is resumed', async ({ signal }) => {
    await using one = await client(signal);
    const threadId = await newThread(one, rig().project, signal);
    await endOf(one, await startTurn(one, threadId, 'before', signal));
    await rig().kill();
    await rig().start();
    await using back = await client(signal);
    await expect(startTurn(back, threadId, 'too early', signal)).rejects.toThrow(
      'thread not found',
    );
    await back.connection.request('thread/resume', { threadId, excludeTurns: true }, signal);
    await endOf(back, await startTurn(back, threadId, 'after', signal));
    expect(userTexts(await turnsOf(back, threadId, signal))).toEqual(['after', 'before']);
  });
}
