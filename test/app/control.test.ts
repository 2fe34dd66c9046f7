import { once } from 'node:events';
import { existsSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { type ControlHandlers, serveControl } from '../../src/app/control.ts';
import { askBridge } from '../../src/cli/control-client.ts';

function freshDir(): string {
  const dir = realpathSync(mkdtempSync('/tmp/pdk-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Serves until the test ends, and is there when this resolves. */
async function served(handlers: ControlHandlers, path = join(freshDir(), 'a', 'control.sock')) {
  const stop = new AbortController();
  const ended = serveControl(path, handlers, stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await ended;
  });
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 5));
  return { path, stop, ended };
}

/** Writes raw lines and reads as many answers. */
async function exchange(path: string, lines: readonly string[]): Promise<readonly unknown[]> {
  const connection = connect(path);
  connection.write(lines.map((line) => `${line}\n`).join(''));
  const answers: unknown[] = [];
  for await (const line of createInterface({ input: connection })) {
    answers.push(JSON.parse(line));
    if (answers.length === lines.length) break;
  }
  connection.destroy();
  return answers;
}

test('a question is answered by its handler', async () => {
  const { path } = await served({ status: () => ({ topics: 3 }) });
  expect(await askBridge(path, 'status')).toEqual({ topics: 3 });
});

test('each request gets the answer of its id, also what is no request', async () => {
  const failing = (): never => {
    throw new Error('not now');
  };
  const { path } = await served({ good: () => 1, failing });
  const lines = [
    '{"id":1,"method":"good"}',
    '{"id":"b","method":"failing"}',
    '{"id":3,"method":"toString"}',
    '{"id":5}',
    '[]',
    'null',
    'no json',
  ];
  expect(await exchange(path, lines)).toEqual([
    { id: 1, result: 1 },
    { id: 'b', error: 'not now' },
    { id: 3, error: 'unknown method toString' },
    { id: 5, error: 'unknown method ' },
    { error: 'unknown method ' },
    { error: 'not a request' },
    { error: expect.stringContaining('JSON') as string },
  ]);
});

test('only the user can open the socket', async () => {
  const { path } = await served({});
  await expect.poll(() => statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
});

test('what a killed bridge left behind is no obstacle', async () => {
  const path = join(freshDir(), 'control.sock');
  writeFileSync(path, '');
  const stop = new AbortController();
  const ended = serveControl(path, { status: () => 'new' }, stop.signal);
  while (!statSync(path, { throwIfNoEntry: false })?.isSocket()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await askBridge(path, 'status')).toBe('new');
  stop.abort();
  await ended;
});

test('a stop ends idle connections too, and takes the socket away', async () => {
  const { path, stop, ended } = await served({});
  const idle = connect(path);
  await once(idle, 'connect');
  stop.abort();
  await ended;
  expect(existsSync(path)).toBe(false);
});

test('a stop does not wait for a connection whose other side never ends it', async () => {
  const { path, stop, ended } = await served({ status: () => 1 });
  const lasting = connect({ path, allowHalfOpen: true });
  onTestFinished(() => void lasting.destroy());
  lasting.write('{"id":1,"method":"status"}\n');
  await once(lasting, 'data');
  stop.abort();
  await ended;
  expect(existsSync(path)).toBe(false);
});

test('a place where no socket can be is told', async () => {
  const path = join(freshDir(), 'x'.repeat(120));
  await expect(serveControl(path, {}, new AbortController().signal)).rejects.toThrow();
});

test('a stop before the start opens nothing', async () => {
  const path = join(freshDir(), 'control.sock');
  await serveControl(path, {}, AbortSignal.abort());
  expect(existsSync(path)).toBe(false);
});

test('nobody who listens, nobody who answers, and nonsense are all no bridge', async () => {
  const path = join(freshDir(), 'control.sock');
  expect(await askBridge(path, 'status')).toBeUndefined();
  const answers = ['', 'nonsense\n', '{"error":"no"}\n', '5\n'];
  for (const answer of answers) {
    const server = createServer((connection) => void connection.resume().write(answer));
    server.listen(path);
    await once(server, 'listening');
    expect(await askBridge(path, 'status', 100)).toBeUndefined();
    server.close();
    await once(server, 'close');
  }
});
