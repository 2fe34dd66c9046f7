import { expect, test } from 'vitest';
import { createSimClock } from '../../src/base/sim-clock.ts';
import { createStandIn, type Fault } from '../support/stand-in/stand-in.ts';
import { openWireClient } from '../support/wire-client.ts';
import { newThread, startTurn, turnsOf, userTexts } from './drive.ts';

/** A short life on the simulated clock; what was heard, as one text. */
async function life(signal: AbortSignal): Promise<string> {
  const clock = createSimClock();
  const standIn = createStandIn({ clock });
  const client = await openWireClient(await standIn.connect(signal), signal);
  const thread = await newThread(client, '/sim/project', signal);
  const program =
    '[[sim: think "T."; say "S."; run "sleep 60; echo r"; stream 50x100ms chars=900]]';
  await startTurn(client, thread, program, signal, 'pd-1');
  await clock.runUntil(() => client.heard.some(({ method }) => method === 'turn/completed'));
  const told = JSON.stringify(client.heard);
  standIn.kill();
  await clock.drain();
  expect(clock.pending).toBe(0);
  expect(standIn.faults).toEqual([]);
  return told;
}

test('two lives of the same program are the same to the last byte', async ({ signal }) => {
  expect(await life(signal)).toBe(await life(signal));
});

test('a killed stand-in leaves nothing asleep, and tells nothing more', async ({ signal }) => {
  const clock = createSimClock();
  const standIn = createStandIn({ clock });
  const client = await openWireClient(await standIn.connect(signal), signal);
  const thread = await newThread(client, '/sim/project', signal);
  await startTurn(client, thread, '[[sim: wait 5000; final "x"]]', signal);
  await clock.advance(100);
  standIn.kill();
  client.forget();
  await clock.advance(10_000);
  expect(client.heard).toEqual([]);
  expect(client.connection.isOpen).toBe(false);
  expect(clock.pending).toBe(0);
});

test('a kill right after the answer of turn/start leaves the turn without its message', async ({
  signal,
}) => {
  // The simulation meets this moment at will; early-contract.ts asks it of the real one.
  const clock = createSimClock();
  const standIn = createStandIn({ clock });
  const client = await openWireClient(await standIn.connect(signal), signal);
  const thread = await newThread(client, '/sim/project', signal);
  const turn = await startTurn(client, thread, 'lost', signal, 'pd-lost');
  standIn.kill();
  standIn.restart();
  const back = await openWireClient(await standIn.connect(signal), signal);
  const turns = await turnsOf(back, thread, signal);
  expect(turns).toMatchObject([{ id: turn, status: 'interrupted', items: [] }]);
  expect(userTexts(turns)).toEqual([]);
  expect(standIn.count('lost')).toBe(0);
});

test('a thread without subscribers is unloaded after a minute', async ({ signal }) => {
  const clock = createSimClock();
  const standIn = createStandIn({ clock });
  const client = await openWireClient(await standIn.connect(signal), signal);
  const watcher = await openWireClient(await standIn.connect(signal), signal);
  const thread = await newThread(client, '/sim/project', signal);
  client.close();
  await clock.advance(59_000);
  expect(standIn.threads.get(thread)?.loaded).toBe(true);
  await clock.advance(1_500);
  expect(standIn.threads.get(thread)?.loaded).toBe(false);
  expect(watcher.heard.at(-1)).toMatchObject({ method: 'thread/closed' });
});

test.for([
  ['cut-before', 0],
  ['cut-after', 1],
] as const)(
  'a call whose connection is %s was carried out %i times',
  async ([fault, times], { signal }) => {
    const clock = createSimClock();
    let befalls: Fault = 'none';
    const standIn = createStandIn({
      clock,
      fault: (method) => (method === 'turn/start' ? befalls : 'none'),
    });
    const client = await openWireClient(await standIn.connect(signal), signal);
    const thread = await newThread(client, '/sim/project', signal);
    befalls = fault;
    const started = startTurn(client, thread, 'doubtful', signal);
    await expect(started).rejects.toMatchObject({ name: 'ConnectionLost', sent: true });
    await clock.advance(1_000);
    expect(standIn.count('doubtful')).toBe(times);
  },
);
