import { expect, test } from 'vitest';
import { createSimClock } from '../../../src/base/sim-clock.ts';
import { codexEngine } from '../../../src/engine/codex/adapter/engine.ts';
import { toItem } from '../../../src/engine/codex/adapter/item.ts';
import type { ThreadItem } from '../../../src/engine/codex/protocol/generated/protocol.ts';
import { memoryTransports } from '../../../src/engine/codex/transport/memory.ts';
import type { Transport } from '../../../src/engine/codex/transport/transport.ts';
import type { EngineEvent } from '../../../src/model/engine-event.ts';
import type { ClientId, ThreadId } from '../../../src/model/ids.ts';

/** An engine on the simulated clock whose server the test plays by hand. */
function open() {
  const clock = createSimClock();
  const events: EngineEvent[] = [];
  const notices: string[] = [];
  const heard: { id?: number; method?: string; result?: unknown }[] = [];
  let server: Transport | undefined;
  let refuses = 0;
  const engine = codexEngine({
    connect: async () => {
      if (refuses > 0) {
        refuses -= 1;
        throw new Error('nobody there');
      }
      const [ours, theirs] = memoryTransports();
      server = theirs;
      theirs.start({
        message(message) {
          const { id, method } = message as { id: number; method: string };
          heard.push(message as { id: number });
          if (method === 'initialize') {
            theirs.send({ id, result: { userAgent: 'x/0.169.0 (y)', codexHome: '/h' } });
          }
        },
        closed: () => {},
      });
      return ours;
    },
    clock,
    client: { name: 'pocketdex', version: '0.0.1' },
    shared: true,
    onEvent: (event) => events.push(event),
    onNotice: (method, text) => notices.push(`${method} ${text}`),
    random: () => 1,
  });
  const tell = async (message: object) => {
    server?.send(message);
    await clock.drain();
  };
  return {
    clock,
    engine,
    events,
    notices,
    heard,
    tell,
    hangUp: () => server?.close(),
    refuse: (times: number) => {
      refuses = times;
    },
  };
}

async function running(signal: AbortSignal) {
  const rig = open();
  const stop = new AbortController();
  const ended = rig.engine.run(AbortSignal.any([signal, stop.signal])).catch(() => undefined);
  await rig.clock.drain();
  return {
    ...rig,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await ended;
      expect(rig.clock.pending).toBe(0);
    },
  };
}

test('a call without a connection says that it was not sent', async ({ signal }) => {
  const { engine } = open();
  const call = engine.startThread({ cwd: '/p' }, signal);
  await expect(call).rejects.toMatchObject({ name: 'EngineError', failure: 'not-sent' });
});

test('a call whose connection ends has an unknown fate', async ({ signal }) => {
  await using rig = await running(signal);
  const call = rig.engine.startThread({ cwd: '/p' }, signal).catch((error: unknown) => error);
  await rig.clock.drain();
  rig.hangUp();
  expect(await call).toMatchObject({ name: 'EngineError', failure: 'unknown' });
});

test('the pauses between attempts grow, and a connection comes back by itself', async ({
  signal,
}) => {
  await using rig = await running(signal);
  rig.refuse(3);
  const begun = rig.clock.monotonic();
  rig.hangUp();
  await rig.clock.runUntil(() => rig.engine.health().connected && rig.events.length > 3);
  expect(rig.clock.monotonic() - begun).toBe(100 + 200 + 400 + 800);
  expect(rig.events.filter(({ type }) => type === 'connected')).toMatchObject([
    { epoch: 1 },
    { epoch: 2 },
  ]);
});

test('a message of a changed shape costs a line in the log and nothing else', async ({
  signal,
}) => {
  await using rig = await running(signal);
  await rig.tell({ method: 'turn/started', params: { threadId: 't' } });
  await rig.tell({ method: 'item/started' });
  await rig.tell({ method: 'item/tool/requestUserInput', id: 0, params: { threadId: 't' } });
  expect(rig.notices).toHaveLength(3);
  await rig.tell({ method: 'thread/closed', params: { threadId: 't' } });
  expect(rig.events.at(-1)).toMatchObject({ type: 'thread-status', status: 'unloaded' });
  expect(rig.engine.health().connected).toBe(true);
});

test('warnings and deprecations go to the log and never to a chat', async ({ signal }) => {
  await using rig = await running(signal);
  const before = rig.events.length;
  await rig.tell({ method: 'warning', params: { threadId: 't', message: 'unstable' } });
  await rig.tell({ method: 'deprecationNotice', params: { summary: 'old', details: null } });
  expect(rig.notices).toEqual(['warning unstable', 'deprecationNotice old']);
  expect(rig.events).toHaveLength(before);
});

test('a request of a kind that we do not know is shown and can be declined', async ({ signal }) => {
  await using rig = await running(signal);
  await rig.tell({ method: 'item/future/ask', id: 7, params: { threadId: 't', turnId: 'u' } });
  const event = rig.events.at(-1);
  expect(event).toMatchObject({ type: 'request', request: { ask: { type: 'other' } } });
  if (event?.type !== 'request') return;
  rig.engine.answer(event.request.rpc, { type: 'refuse' });
  await rig.clock.drain();
  expect(rig.heard.at(-1)).toMatchObject({ id: 7, error: {} });
});

test("a tool call for another client's tool is left to it", async ({ signal }) => {
  await using rig = await running(signal);
  const before = rig.events.length;
  await rig.tell({ method: 'item/tool/call', id: 1, params: { threadId: 't', tool: 'x' } });
  expect(rig.events).toHaveLength(before);
  expect(rig.heard.filter(({ id, method }) => id === 1 && method === undefined)).toEqual([]);
});

test('the parts of a reasoning summary are joined live as they are in history', async ({
  signal,
}) => {
  await using rig = await running(signal);
  const place = { threadId: 't', turnId: 'u', itemId: 'r' };
  for (const [summaryIndex, delta] of ['One.', 'Two.'].entries()) {
    await rig.tell({
      method: 'item/reasoning/summaryPartAdded',
      params: { ...place, summaryIndex },
    });
    const params = { ...place, summaryIndex, delta };
    await rig.tell({ method: 'item/reasoning/summaryTextDelta', params });
  }
  const live = rig.events.flatMap((event) => (event.type === 'text-delta' ? event.delta : []));
  const item = toItem({ type: 'reasoning', id: 'r', summary: ['One.', 'Two.'], content: [] });
  expect(item).toMatchObject({ summary: live.join('') });
});

test('an item of a kind that we do not know keeps its name', () => {
  const unknown = { type: 'hologram', id: 'h' } as unknown as ThreadItem;
  expect(toItem(unknown)).toEqual({ type: 'unknown', id: 'h', name: 'hologram' });
  const changed = { type: 'fileChange', id: 'f' } as unknown as ThreadItem;
  expect(toItem(changed)).toEqual({ type: 'unknown', id: 'f', name: 'fileChange' });
});

test('an answer without a phase is an answer of unknown standing', () => {
  const item = toItem({
    type: 'agentMessage',
    moderation: null,
    id: 'm',
    text: 'x',
    phase: null,
    memoryCitation: null,
    delivery: null,
    questions: null,
  });
  expect(item).toMatchObject({ type: 'agent-message', phase: 'unknown' });
});

test('a busy thread, a draining server and a full one are told apart', async ({ signal }) => {
  await using rig = await running(signal);
  const refusals = [
    [-32600, 'thread is held: already has an active writer', 'busy'],
    [-32600, 'Server is draining; retry after reconnecting', 'not-sent'],
    [-32001, 'overloaded', 'not-sent'],
    [-32600, 'bad cwd', 'refused'],
  ] as const;
  for (const [code, message, failure] of refusals) {
    const call = rig.engine
      .startTurn('t' as ThreadId, { text: 'n', images: [] }, 'c' as ClientId, signal)
      .catch((error: unknown) => error);
    await rig.clock.drain();
    await rig.tell({ id: rig.heard.at(-1)?.id, error: { code, message } });
    expect(await call).toMatchObject({ name: 'EngineError', failure });
  }
});
