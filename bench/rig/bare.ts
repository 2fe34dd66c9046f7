import { join } from 'node:path';
import { controlSocket } from '../../src/engine/codex/server/server.ts';
import { openUnixSocket } from '../../src/engine/codex/transport/socket.ts';
import { openWireClient } from '../../test/support/wire-client.ts';
import type { World } from './world.ts';

/** A client of the engine with nothing before it and nothing behind it: the floor for every bridge. */
export interface BareClient extends Disposable {
  /** Starts a turn in its own thread; resolves with its end. @returns when it was asked for */
  turn(text: string): Promise<{ readonly at: number; readonly ended: Promise<unknown> }>;
}

/** Goes through the recording proxy, as the bridge does. */
export async function openBareClient(world: World, signal: AbortSignal): Promise<BareClient> {
  const { codex, engineHome } = world;
  const client = await openWireClient(
    await openUnixSocket(controlSocket(engineHome), signal),
    signal,
  );
  const { connection } = client;
  const { thread } = await connection.request('thread/start', { cwd: join(codex.project) });
  return {
    async turn(text) {
      client.forget();
      const at = performance.now();
      const input = [{ type: 'text' as const, text, text_elements: [] }];
      await connection.request('turn/start', { threadId: thread.id, input });
      const ended = client.until(
        ({ method }) => method === 'turn/completed',
        'the end of the turn',
      );
      return { at, ended };
    },
    [Symbol.dispose]: () => client.close(),
  };
}
