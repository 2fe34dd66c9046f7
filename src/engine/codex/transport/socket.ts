import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { parseJson, type Transport } from './transport.ts';

// A page of full turns can hold megabytes of command output; the server fragments frames above 16 MiB
// (header x-codex-websocket-max-unfragmented-message-bytes), so one message may be longer than that.
const maxPayload = 1 << 29;
// Compression is for networks: on a local socket it costs milliseconds a message and saves nothing.
const plain = { perMessageDeflate: false, maxPayload };

/**
 * Opens the control socket of a server on this machine.
 *
 * @param path may be the symlink that Codex keeps in its home; the socket itself stands in a shorter
 *   place, which matters since the system takes at most 107 bytes
 * @throws the system's error: `ENOENT`, or `ECONNREFUSED` when the server died and left its link
 */
export async function openUnixSocket(path: string, signal: AbortSignal): Promise<Transport> {
  const target = realpathSync(path);
  const createConnection = () => connect(target);
  return opened(new WebSocket('ws://localhost/', { ...plain, createConnection }), signal);
}

/** Opens `ws://` or `wss://`. The token is sent as a bearer token and kept nowhere. */
export async function openWebSocket(
  url: string,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Transport> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return opened(new WebSocket(url, { ...plain, headers }), signal);
}

async function opened(socket: WebSocket, signal: AbortSignal): Promise<Transport> {
  try {
    await once(socket, 'open', { signal });
  } catch (error) {
    socket.on('error', () => {}); // what terminate reports about a socket that is not open yet
    socket.terminate();
    throw signal.aborted ? signal.reason : error;
  }
  let reason = 'the server closed the connection';
  // An error is always followed by `close`; here it only gives the reason.
  socket.on('error', (error) => {
    reason = error.message;
  });
  return {
    start(handlers) {
      socket.on('message', (data) => handlers.message(parseJson(textOf(data))));
      socket.on('close', () => handlers.closed(reason));
      if (socket.readyState === WebSocket.CLOSED) handlers.closed(reason);
    },
    send(message) {
      if (socket.readyState !== WebSocket.OPEN) throw new Error(reason);
      socket.send(JSON.stringify(message));
    },
    close() {
      reason = 'closed by us';
      socket.terminate(); // no farewell: the server keeps no state of a connection that needs one
    },
  };
}

const textOf = (data: WebSocket.RawData): string =>
  Array.isArray(data)
    ? Buffer.concat(data).toString('utf8')
    : data instanceof ArrayBuffer
      ? Buffer.from(data).toString('utf8')
      : data.toString('utf8');
