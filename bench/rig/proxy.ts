import { once } from 'node:events';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

export interface Proxy extends AsyncDisposable {
  close(): Promise<void>;
}

/** @param at when the message was read, before it was passed on */
export type Tap = (side: 'to-engine' | 'from-engine', text: string, at: number) => void;

const plain = { perMessageDeflate: false, maxPayload: 1 << 29 };

/**
 * Stands between a bridge and the engine's control socket: passes every message on as it is, in order, and
 * tells of it afterwards.
 *
 * @param listenOn path of the socket to make; its directory is made too
 */
export async function openProxy(listenOn: string, engine: string, tap: Tap): Promise<Proxy> {
  mkdirSync(dirname(listenOn), { recursive: true, mode: 0o700 });
  const server = createServer();
  const front = new WebSocketServer({ ...plain, server });
  front.on('connection', (client) => {
    const target = realpathSync(engine);
    const back = new WebSocket('ws://localhost/', {
      ...plain,
      createConnection: () => connect(target),
    });
    const early: { data: RawData; isBinary: boolean; at: number }[] = [];
    const forward = (data: RawData, isBinary: boolean, at: number): void => {
      back.send(data, { binary: isBinary });
      tap('to-engine', String(data), at);
    };
    client.on('message', (data, isBinary) => {
      const at = performance.now();
      if (back.readyState === WebSocket.OPEN) forward(data, isBinary, at);
      else early.push({ data, isBinary, at });
    });
    back.on('open', () => {
      for (const { data, isBinary, at } of early.splice(0)) forward(data, isBinary, at);
    });
    back.on('message', (data, isBinary) => {
      const at = performance.now();
      client.send(data, { binary: isBinary });
      tap('from-engine', String(data), at);
    });
    client.on('close', () => back.terminate());
    back.on('close', () => client.terminate());
    client.on('error', () => back.terminate());
    back.on('error', () => client.terminate());
  });
  server.listen(listenOn);
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    for (const client of front.clients) client.terminate();
    front.close();
    server.close();
    await once(server, 'close');
  };
  return { close, [Symbol.asyncDispose]: close };
}

/** The method of a JSON-RPC message, `''` for an answer. */
export const methodOf = (text: string): string =>
  /"method":"([^"]+)"/.exec(text.slice(0, 4096))?.[1] ?? '';
