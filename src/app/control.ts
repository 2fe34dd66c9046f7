import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { makePrivateDirectory } from '../base/modes.ts';

/** What may be asked, by name; an answer is plain JSON. */
export type ControlHandlers = Readonly<Record<string, () => unknown>>;

/**
 * Answers on the control socket until the signal ends it: one JSON object per line, `{id, method}`, and
 * `{id, result}` or `{id, error}` back. Whoever can open the socket is the user (0600 in a directory of 0700).
 *
 * @param path a socket's path, on Windows a pipe's name. Call it as the holder of the store only: what an
 *   earlier bridge left there is removed
 */
export async function serveControl(
  path: string,
  handlers: ControlHandlers,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const isFile = process.platform !== 'win32';
  if (isFile) {
    // The short place is in a directory for all: one that somebody else made there first is refused.
    makePrivateDirectory(dirname(path));
    rmSync(path, { force: true });
  }
  const connections = new Set<Socket>();
  const server = createServer((connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
    connection.on('error', () => connection.destroy());
    createInterface({ input: connection }).on('line', (line) => {
      connection.write(`${JSON.stringify(answerTo(line, handlers))}\n`);
    });
  });
  await listening(server, path);
  if (isFile) chmodSync(path, 0o600);
  await aborted(signal);
  // One that the other side keeps half open would hold up the end for ever.
  for (const connection of connections) connection.destroySoon();
  await new Promise((resolve) => server.close(resolve));
}

function answerTo(line: string, handlers: ControlHandlers): object {
  let id: unknown;
  try {
    const asked: unknown = JSON.parse(line);
    if (typeof asked !== 'object' || asked === null) return { id, error: 'not a request' };
    id = 'id' in asked ? asked.id : undefined;
    const method = 'method' in asked ? String(asked.method) : '';
    const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
    return handler ? { id, result: handler() } : { id, error: `unknown method ${method}` };
  } catch (error) {
    return { id, error: String(error instanceof Error ? error.message : error) };
  }
}

const listening = async (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });

const aborted = async (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
