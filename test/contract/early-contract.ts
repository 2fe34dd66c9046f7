import { expect, test } from 'vitest';
import { endOf, newThread, startTurn, turnsOf, userTexts } from './drive.ts';
import type { Contract } from './engine-contract.ts';

// The real server gives each of these moments a few milliseconds; a slow test machine may miss some.
const tries = 10;

/** The moments between the answer of `turn/start` and the turn's first item. Measured on 0.169.0. */
export function earlyContract({ rig, client }: Contract): void {
  test('a server killed right after the answer of turn/start has lost the prompt', async ({
    signal,
  }) => {
    let hasLost = false;
    for (let tried = 0; tried < tries && !hasLost; tried++) {
      await using one = await client(signal);
      const threadId = await newThread(one, rig().project, signal);
      await endOf(one, await startTurn(one, threadId, 'before', signal));
      const turn = await startTurn(one, threadId, '[[sim: wait 9000]]', signal, 'pd-early');
      await rig().kill();
      await rig().start();
      await using back = await client(signal);
      await back.connection.request('thread/resume', { threadId, excludeTurns: true }, signal);
      const turns = await turnsOf(back, threadId, signal);
      const found = turns.find(({ id }) => id === turn);
      // The turn may stand in history all the same, so that its id proves nothing.
      if (found) expect(found.status).toBe('interrupted');
      hasLost = userTexts(turns).join() === 'before';
    }
    expect(hasLost).toBe(true);
  });

  test('an interrupt right after the answer of turn/start is refused, and the turn goes on', async ({
    signal,
  }) => {
    let wasRefused = false;
    for (let tried = 0; tried < tries && !wasRefused; tried++) {
      await using one = await client(signal);
      const threadId = await newThread(one, rig().project, signal);
      const turn = await startTurn(one, threadId, '[[sim: wait 100; final "went on"]]', signal);
      const refusal = await one.connection
        .request('turn/interrupt', { threadId, turnId: turn }, signal)
        .then(() => '', String);
      const end = await endOf(one, turn);
      expect(end.status).toBe(refusal === '' ? 'interrupted' : 'completed');
      wasRefused = refusal.includes('no active turn to interrupt');
    }
    expect(wasRefused).toBe(true);
  });

  test('a steer right after the answer of turn/start is taken', async ({ signal }) => {
    await using one = await client(signal);
    const threadId = await newThread(one, rig().project, signal);
    const turn = await startTurn(one, threadId, '[[sim: wait 100; final "x"]]', signal);
    const input = [{ type: 'text' as const, text: 'early', text_elements: [] }];
    const params = { threadId, expectedTurnId: turn, input };
    expect((await one.connection.request('turn/steer', params, signal)).turnId).toBe(turn);
    await endOf(one, turn);
    expect(userTexts(await turnsOf(one, threadId, signal))).toContain('early');
  });
}
