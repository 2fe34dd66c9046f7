import http from 'node:http';
import https from 'node:https';
import { isIPv6, type Socket } from 'node:net';
import { toWireFailure } from '../api/wire-failure.ts';
import { credentialsOf, hostOf, noWay, type Tunnel } from './tunnel.ts';

/** Through an HTTP proxy, for plain targets too: CONNECT hides the URL, and so the token, from its log. */
export const connectTunnel =
  (proxy: URL): Tunnel =>
  async ({ host, port }, signal) => {
    const { request } = proxy.protocol === 'https:' ? https : http;
    const place = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
    return new Promise<Socket>((resolve, reject) => {
      const asked = request({
        ...{ host: hostOf(proxy), method: 'CONNECT', path: place, signal, agent: false },
        ...(proxy.port !== '' && { port: Number(proxy.port) }),
        headers: { host: place, ...authorization(proxy) },
      });
      asked.once('connect', ({ statusCode = 0 }, socket, head) => {
        if (statusCode >= 200 && statusCode < 300) {
          if (head.length > 0) socket.unshift(head);
          resolve(socket as Socket);
          return;
        }
        socket.destroy();
        reject(noWay(statusCode === 407 ? 'it wants a name and a password' : `${statusCode}`));
      });
      asked.once('error', (error) => reject(noWay(toWireFailure(error).message)));
      asked.end();
    });
  };

function authorization(proxy: URL) {
  const known = credentialsOf(proxy);
  if (!known) return {};
  const basic = Buffer.from(`${known.user}:${known.password}`).toString('base64');
  return { 'proxy-authorization': `Basic ${basic}` };
}
