import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { openUnixSocket } from '../../../src/engine/codex/transport/socket.ts';

test('a long message comes whole through a socket that a link leads to', async ({ signal }) => {
  const dir = mkdtempSync(join(tmpdir(), 'pd-ws-'));
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  const text = 'x'.repeat(20 << 20);
  server.on('connection', (socket) => {
    // As Codex does above 16 MiB: one message in several frames.
    const whole = JSON.stringify({ text });
    socket.send(whole.slice(0, 15 << 20), { fin: false });
    socket.send(whole.slice(15 << 20), { fin: true });
    socket.send('this is no JSON');
  });
  await new Promise<void>((resolve) => http.listen(join(dir, 'real.sock'), resolve));
  symlinkSync(join(dir, 'real.sock'), join(dir, 'link.sock'));

  const transport = await openUnixSocket(join(dir, 'link.sock'), signal);
  const received: unknown[] = [];
  const closed = new Promise<string>((resolve) => {
    transport.start({
      message(message) {
        received.push(message);
        if (received.length === 2) transport.close();
      },
      closed: resolve,
    });
  });
  expect(await closed).toBe('closed by us');
  expect(received).toEqual([{ text }, undefined]);
  server.close();
  http.close();
  rmSync(dir, { recursive: true });
});

test('a socket that nobody listens on is told by the code of the system', async ({ signal }) => {
  const open = openUnixSocket('/tmp/pd-no-such.sock', signal);
  await expect(open).rejects.toMatchObject({ code: 'ENOENT' });
});
