import { type Connection, openConnection } from '../../src/engine/codex/connection/connection.ts';
import { handshake } from '../../src/engine/codex/connection/handshake.ts';
import type {
  ServerNotification,
  ServerRequest,
} from '../../src/engine/codex/protocol/generated/protocol.ts';
import type { Transport } from '../../src/engine/codex/transport/transport.ts';

export type Heard = ServerNotification | ServerRequest;

/** A client of the app-server that remembers what it heard, for tests that look at the wire. */
export interface WireClient {
  readonly connection: Connection;
  readonly heard: readonly Heard[];
  /** The first message, heard already or yet to come, that `matches`. Rejects after `withinMs`. */
  until<H extends Heard>(matches: (message: Heard) => message is H, what: string): Promise<H>;
  until(matches: (message: Heard) => boolean, what: string): Promise<Heard>;
  /** Forgets what was heard. */
  forget(): void;
  close(): void;
}

export async function openWireClient(
  transport: Transport,
  signal: AbortSignal,
): Promise<WireClient> {
  const heard: Heard[] = [];
  const watching = new Set<() => void>();
  const hear = (message: Heard): void => {
    heard.push(message);
    for (const look of watching) look();
  };
  const connection = openConnection(transport, {
    notification: hear,
    request: hear,
    lost: () => {},
  });
  await handshake(connection, { name: 'pocketdex', version: '0.0.1' }, [], signal);
  return {
    connection,
    heard,
    async until(matches: (message: Heard) => boolean, what: string): Promise<never> {
      return (await new Promise<Heard>((resolve, reject) => {
        const stop = (): void => reject(new Error(`Never heard ${what}: ${outline(heard)}`));
        const look = (): void => {
          const found = heard.find(matches);
          if (!found) return;
          watching.delete(look);
          signal.removeEventListener('abort', stop);
          resolve(found);
        };
        watching.add(look);
        signal.addEventListener('abort', stop, { once: true });
        look();
      })) as never;
    },
    forget: () => {
      heard.length = 0;
    },
    close: () => connection.close('the test is over'),
  };
}

const outline = (heard: readonly Heard[]): string => heard.map(({ method }) => method).join(', ');
