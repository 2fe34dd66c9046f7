import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator } from '../emulator.ts';
import type { Reply } from './reply.ts';

export interface ServeOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
}

export interface Served extends AsyncDisposable {
  /** For `apiRoot`: `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the emulator over HTTP on loopback. Closing it leaves the emulator as it is. */
export async function serve(emulator: Emulator, { port = 0 }: ServeOptions = {}): Promise<Served> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void answerOver(emulator, request, response);
  });
  const listen = (onPort: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(onPort, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(port);
  const bound = (server.address() as AddressInfo).port;

  const shut = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  // During an outage nobody listens, so that connections are really refused.
  let line = Promise.resolve();
  const unlisten = emulator.faults.listen((isOut) => {
    line = line.then(async () => {
      if (isOut === !server.listening) return;
      await (isOut ? shut() : listen(bound));
    });
  });

  const close = async (): Promise<void> => {
    unlisten();
    await line;
    if (server.listening) await shut();
  };
  return { url: `http://127.0.0.1:${bound}`, port: bound, close, [Symbol.asyncDispose]: close };
}

async function answerOver(
  emulator: Emulator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const hungUp = new AbortController();
  response.once('close', () => hungUp.abort());
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const reply = await emulator.handle(
      {
        path: url.pathname,
        query: url.searchParams,
        contentType: request.headers['content-type'] ?? '',
        body: Buffer.concat(chunks),
      },
      hungUp.signal,
    );
    write(request, response, reply);
  } catch {
    // Whoever asked has hung up: there is nobody to tell.
    request.socket.destroy();
  }
}

function write(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  switch (reply.type) {
    case 'json':
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
      return;
    case 'page':
      response.writeHead(reply.status, { 'content-type': 'text/html' }).end(reply.body);
      return;
    case 'file':
      response.writeHead(200, { 'content-type': reply.mime }).end(reply.bytes);
      return;
    case 'reset':
    case 'refused':
      request.socket.resetAndDestroy();
  }
}
