import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { methodOf, openProxy } from '../../bench/rig/proxy.ts';

/** An engine that says everything twice, behind the proxy. */
async function setUp() {
  const dir = mkdtempSync('/tmp/pdxp-');
  const engine = join(dir, 'engine.sock');
  const front = join(dir, 'home', 'front.sock');
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => {
      socket.send(data, { binary: isBinary });
      socket.send(data, { binary: isBinary });
    });
  });
  server.listen(engine);
  await once(server, 'listening');
  const tapped: (readonly [string, string])[] = [];
  const proxy = await openProxy(front, engine, (side, text) => tapped.push([side, text]));
  onTestFinished(async () => {
    await proxy.close();
    for (const socket of sockets.clients) socket.terminate();
    server.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const client = new WebSocket('ws://localhost/', { createConnection: () => connect(front) });
  return { client, sockets, tapped };
}

async function heard(client: WebSocket, count: number) {
  const all: { readonly text: string; readonly isBinary: boolean }[] = [];
  return new Promise<typeof all>((resolve) => {
    client.on('message', (data: Buffer, isBinary) => {
      all.push({ text: data.toString('utf8'), isBinary });
      if (all.length === count) resolve(all);
    });
  });
}

test('messages pass unchanged and in order, both ways, however long', async () => {
  const { client, tapped } = await setUp();
  const long = JSON.stringify({ method: 'long', params: 'ä€😀'.repeat(100_000) });
  const answers = heard(client, 4);
  await once(client, 'open');
  client.send('{"id":1,"method":"turn/start"}');
  client.send(long);
  expect((await answers).map(({ text }) => text)).toEqual([
    ...['{"id":1,"method":"turn/start"}', '{"id":1,"method":"turn/start"}'],
    ...[long, long],
  ]);
  expect((await answers).every(({ isBinary }) => !isBinary)).toBe(true);
  const sent = tapped.filter(([side]) => side === 'to-engine').map(([, text]) => text);
  expect(sent).toEqual(['{"id":1,"method":"turn/start"}', long]);
  expect(tapped.filter(([side]) => side === 'from-engine')).toHaveLength(4);
});

test('an engine that hangs up is gone for the bridge too', async () => {
  const { client, sockets } = await setUp();
  const answers = heard(client, 2);
  await once(client, 'open');
  client.send('{}');
  await answers;
  const closed = once(client, 'close');
  for (const socket of sockets.clients) socket.terminate();
  await closed;
  expect(client.readyState).toBe(WebSocket.CLOSED);
});

test('an answer has no method', () => {
  expect(methodOf('{"method":"turn/started","params":{"method":"x"}}')).toBe('turn/started');
  expect(methodOf('{"id":3,"result":{}}')).toBe('');
});
