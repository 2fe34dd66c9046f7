import { expect, test } from 'vitest';
import { createSimClock } from '../../../src/base/sim-clock.ts';
import { openConnection } from '../../../src/engine/codex/connection/connection.ts';
import { CallRefused, ConnectionLost } from '../../../src/engine/codex/connection/errors.ts';
import { handshake, isOlder } from '../../../src/engine/codex/connection/handshake.ts';
import { keepAlive } from '../../../src/engine/codex/connection/liveness.ts';
import type { ServerNotification } from '../../../src/engine/codex/protocol/generated/protocol.ts';
import { memoryTransports } from '../../../src/engine/codex/transport/memory.ts';

interface Asked {
  readonly id?: number;
  readonly method: string;
}

/** A connection whose server does what `answer` says with each message. */
function open(answer: (message: Asked, send: (reply: object) => void) => void = () => {}) {
  const [ours, theirs] = memoryTransports();
  theirs.start({
    message: (message) => answer(message as Asked, (reply) => theirs.send(reply)),
    closed: () => {},
  });
  const lost: ConnectionLost[] = [];
  const told: ServerNotification[] = [];
  const connection = openConnection(ours, {
    notification: (notification) => told.push(notification),
    request: () => {},
    lost: (error) => lost.push(error),
  });
  return { connection, server: theirs, lost, told };
}

const list = {} as const;

test('when the connection ends every waiting call is rejected with one and the same error', async () => {
  const { connection, server, lost } = open();
  const calls = [
    connection.request('thread/loaded/list', list),
    connection.request('model/list', list),
  ].map((call) => call.catch((error: unknown) => error));
  server.close();
  const [one, other] = await Promise.all(calls);
  expect(one).toBeInstanceOf(ConnectionLost);
  expect(one).toMatchObject({ sent: true });
  expect(other).toBe(one);
  expect(lost).toEqual([one]);
});

test('a call after the end says that it was certainly not sent', async () => {
  const { connection } = open();
  connection.close('enough');
  const late = connection.request('thread/loaded/list', list);
  await expect(late).rejects.toMatchObject({ name: 'ConnectionLost', sent: false });
});

test('an aborted call ends at once, and its late answer is dropped', async () => {
  let reply = (): void => {};
  const { connection } = open((message, send) => {
    reply = () => send({ id: message.id, result: {} });
  });
  const stop = new AbortController();
  const call = connection.request('thread/loaded/list', list, stop.signal);
  await Promise.resolve();
  stop.abort(new Error('no longer wanted'));
  await expect(call).rejects.toThrow('no longer wanted');
  reply();
  await Promise.resolve();
  expect(connection.isOpen).toBe(true);
});

test.for([
  [-32001, 'overloaded', 'later'],
  [-32600, 'Server is draining; retry after reconnecting', 'reconnect'],
  [-32600, 'thread not found', 'never'],
] as const)('a refusal %i "%s" may be tried again: %s', async ([code, message, retry]) => {
  const { connection } = open(({ id }, send) => send({ id, error: { code, message } }));
  const call = connection.request('thread/loaded/list', list);
  await expect(call).rejects.toSatisfy(
    (error) => error instanceof CallRefused && error.retry === retry && error.code === code,
  );
});

test('what this version does not know is counted and breaks nothing', async () => {
  const { connection, server, told } = open();
  server.send({ method: 'thread/invented', params: {} });
  server.send({ method: 'thread/invented', params: {} });
  server.send(['not', 'a', 'message']);
  server.send({ method: 'thread/closed', params: { threadId: 't' } });
  await new Promise((resolve) => setImmediate(resolve));
  expect([...connection.unknown]).toEqual([
    ['thread/invented', 2],
    ['(malformed)', 1],
  ]);
  expect(told.map(({ method }) => method)).toEqual(['thread/closed']);
});

test('a message that cannot be handled ends the connection, and nothing else', async () => {
  const [ours, theirs] = memoryTransports();
  const lost: ConnectionLost[] = [];
  openConnection(ours, {
    notification: () => {
      throw new RangeError('the disk is full');
    },
    request: () => {},
    lost: (error) => lost.push(error),
  });
  theirs.start({ message: () => {}, closed: () => {} });
  theirs.send({ method: 'turn/started', params: {} });
  await expect
    .poll(() => lost.map(({ message }) => message))
    .toEqual(['a message could not be handled (RangeError)']);
});

test('a server that is too old is refused with what to do', async ({ signal }) => {
  const { connection } = open(({ id }, send) =>
    send({ id, result: { userAgent: 'pocketdex/0.90.1 (Linux)', codexHome: '/h' } }),
  );
  const met = handshake(connection, { name: 'pocketdex', version: '1' }, [], signal);
  await expect(met).rejects.toMatchObject({
    code: 'ENGINE_TOO_OLD',
    remedy: expect.stringContaining('npm install -g @openai/codex@latest') as string,
  });
});

test('versions are compared by number', () => {
  expect(isOlder('0.99.9', '0.169.0')).toBe(true);
  expect(isOlder('0.169.0', '0.169.0')).toBe(false);
  expect(isOlder('1.0.0', '0.169.0')).toBe(false);
});

test('a server that falls silent is given up after the deadline', async ({ signal }) => {
  const clock = createSimClock();
  let silent = false;
  const { connection, lost } = open(({ id }, send) => {
    if (!silent) send({ id, result: { data: [], nextCursor: null } });
  });
  const watch = keepAlive(connection, clock, { everyMs: 20_000, deadlineMs: 10_000 }, signal);
  await clock.advance(60_000);
  expect(connection.isOpen).toBe(true);
  silent = true;
  await clock.advance(29_000);
  expect(connection.isOpen).toBe(true);
  await clock.advance(1_000);
  await watch;
  expect(lost).toMatchObject([{ message: 'no answer within 10000 ms' }]);
  expect(clock.pending).toBe(0);
});
