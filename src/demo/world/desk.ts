import {
  type Connection,
  connectTo,
  handshake,
  openConnection,
  systemClock,
} from '../../engine/codex/index.ts';
import type { DemoPlaces } from './places.ts';

/** A second client on the same Codex server, as the terminal or the app at the desk is one. */
export interface Desk extends Disposable {
  /** Types a prompt into a thread and sends it. */
  types(thread: string, text: string, signal: AbortSignal): Promise<void>;
}

export function createDesk({ codexHome, root }: DemoPlaces): Desk {
  let connection: Connection | undefined;
  const connect = connectTo({
    place: { type: 'shared' },
    codexHome,
    command: 'codex',
    logFile: `${root}/desk.log`,
    env: {},
    secrets: [],
    clock: systemClock,
  });
  const open = async (signal: AbortSignal): Promise<Connection> => {
    if (connection?.isOpen) return connection;
    // It answers no requests: that is left to the phone.
    const ignore = (): void => undefined;
    connection = openConnection(await connect(signal), {
      notification: ignore,
      request: ignore,
      lost: ignore,
    });
    await handshake(connection, { name: 'desk', version: '1.0.0' }, [], signal);
    return connection;
  };
  return {
    types: async (threadId, text, signal) => {
      const server = await open(signal);
      await server.request('thread/resume', { threadId }, signal);
      const input = [{ type: 'text' as const, text, text_elements: [] }];
      await server.request('turn/start', { threadId, input }, signal);
    },
    [Symbol.dispose]: () => connection?.close('the demo is over'),
  };
}
