import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { SocksClient } from 'socks';
import { toWireFailure } from '../api/wire-failure.ts';
import { credentialsOf, hostOf, noWay, type Tunnel } from './tunnel.ts';

const defaultPort = 1080;

/** Through a SOCKS proxy of version 4 (with names, 4a) or 5. */
export const socksTunnel =
  (proxy: URL): Tunnel =>
  async (target, signal) => {
    const way = await reach(proxy, signal);
    const known = credentialsOf(proxy);
    try {
      await SocksClient.createConnection({
        command: 'connect',
        destination: target,
        existing_socket: way,
        proxy: {
          host: hostOf(proxy),
          port: Number(proxy.port) || defaultPort,
          type: proxy.protocol.startsWith('socks4') ? 4 : 5,
          ...(known && { userId: known.user, password: known.password }),
        },
      });
      return way;
    } catch (error) {
      way.destroy();
      // Its errors carry the options, and those the password: only the message, which is one of a few, is kept.
      throw noWay(error instanceof Error ? error.message : 'refused');
    }
  };

async function reach(proxy: URL, signal: AbortSignal): Promise<Socket> {
  const port = Number(proxy.port) || defaultPort;
  const socket = connect({ host: hostOf(proxy), port, signal });
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    throw noWay(toWireFailure(error).message);
  }
}
