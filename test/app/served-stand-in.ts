import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { systemClock } from '../../src/base/clock.ts';
import { createStandIn, type StandIn } from '../support/stand-in/stand-in.ts';

/** The scripted app-server behind a real socket, in real time. */
export async function serveStandIn(): Promise<{ readonly url: string; readonly engine: StandIn }> {
  const engine = createStandIn({ clock: systemClock });
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    const waiting: object[] = [];
    let send = (message: object): void => void waiting.push(message);
    socket.on('message', (data) => send(JSON.parse(String(data)) as object));
    void engine.connect(AbortSignal.timeout(10_000)).then((wire) => {
      wire.start({
        message: (message) => socket.send(JSON.stringify(message)),
        closed: () => socket.close(),
      });
      socket.on('close', () => wire.close());
      send = (message) => wire.send(message);
      waiting.forEach(send);
    });
  });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
    engine.kill();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}`, engine };
}
