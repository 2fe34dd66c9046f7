import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A proxy on loopback that leads every name to this machine, and keeps what it was asked. */
export interface TestProxy extends AsyncDisposable {
  readonly port: number;
  /** `host:port` of each way that was opened. */
  readonly targets: readonly string[];
  /** Ways that are open now, in either direction. */
  readonly open: ReadonlySet<Socket>;
}

export interface ProxyOptions {
  /** `name:password` that is wanted. */
  readonly wants?: string;
  /** Takes connections and says nothing. */
  readonly isSilent?: boolean;
}

/** An HTTP proxy that knows CONNECT only, so that anything else fails the test. */
export async function httpProxy({ wants, isSilent }: ProxyOptions = {}): Promise<TestProxy> {
  const targets: string[] = [];
  const open = new Set<Socket>();
  const server = createHttpServer((_request, response) => response.writeHead(405).end());
  server.on('connection', (socket: Socket) => watch(socket, open));
  server.on('connect', (request, client: Socket) => {
    if (isSilent) {
      listen(client);
      return;
    }
    const known = `Basic ${Buffer.from(wants ?? '').toString('base64')}`;
    if (wants !== undefined && request.headers['proxy-authorization'] !== known) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const target = String(request.url);
    targets.push(target);
    lead(client, target, open, () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
  });
  return listening(server, targets, open);
}

/** A SOCKS5 proxy (RFC 1928, RFC 1929). */
export async function socksProxy({ wants, isSilent }: ProxyOptions = {}): Promise<TestProxy> {
  const targets: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    watch(client, open);
    if (isSilent) {
      listen(client);
      return;
    }
    const steps = [greeting, ...(wants === undefined ? [] : [password]), request];
    client.on('data', (data) => steps.shift()?.(data));
    function greeting(data: Buffer): void {
      const method = wants === undefined ? 0 : 2;
      const offered = data.subarray(2).includes(method);
      client.write(Buffer.from([5, offered ? method : 0xff]));
    }
    function password(data: Buffer): void {
      const nameEnd = 2 + (data[1] ?? 0);
      const said = `${data.subarray(2, nameEnd)}:${data.subarray(nameEnd + 1)}`;
      client.write(Buffer.from([1, said === wants ? 0 : 1]));
      if (said !== wants) client.end();
    }
    function request(data: Buffer): void {
      const isName = data[3] === 3;
      const end = isName ? 5 + (data[4] ?? 0) : 8;
      const host = isName ? data.subarray(5, end).toString() : data.subarray(4, end).join('.');
      const target = `${host}:${data.readUInt16BE(end)}`;
      targets.push(target);
      lead(client, target, open, () => client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])));
    }
  });
  return listening(server, targets, open);
}

function lead(client: Socket, target: string, open: Set<Socket>, granted: () => void): void {
  const port = Number(target.slice(target.lastIndexOf(':') + 1));
  const upstream = connect(port, '127.0.0.1', () => {
    granted();
    client.pipe(upstream).pipe(client);
  });
  watch(upstream, open);
  upstream.on('error', () => client.destroy());
  client.on('close', () => upstream.destroy());
}

/** Reads, so that the end of the other side is seen. */
const listen = (client: Socket): void => {
  client.resume();
  client.on('end', () => client.destroy());
};

function watch(socket: Socket, open: Set<Socket>): void {
  open.add(socket);
  socket.on('close', () => open.delete(socket));
  socket.on('error', () => socket.destroy());
}

async function listening(
  server: Server,
  targets: readonly string[],
  open: ReadonlySet<Socket>,
): Promise<TestProxy> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    targets,
    open,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
