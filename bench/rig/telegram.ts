import { systemClock } from '../../src/base/clock.ts';
import { createEmulator, type Emulator } from '../../src/emulator/emulator.ts';
import { type Served, serve } from '../../src/emulator/http/serve.ts';
import type { Moments } from './moments.ts';

export interface Telegram extends AsyncDisposable {
  readonly emulator: Emulator;
  /** For `api_root`. */
  readonly url: string;
}

/** The emulator over HTTP, with a note of every call and of every update that it hands out. */
export async function openTelegram(moments: Moments): Promise<Telegram> {
  const emulator = createEmulator({ clock: systemClock, keptCalls: 1000 });
  const handle: Emulator['handle'] = async (request, signal) => {
    const name = request.path.slice(request.path.lastIndexOf('/') + 1);
    const isPoll = name === 'getUpdates';
    const text = isPoll ? '' : request.body.toString('utf8');
    if (!isPoll) moments.note({ place: 'call', name, text, at: performance.now() });
    const reply = await emulator.handle(request, signal);
    const at = performance.now();
    if (!isPoll) moments.note({ place: 'answered', name, text, at });
    else if (reply.type === 'json') {
      // Told a turn of the loop later: the answer goes out first.
      setImmediate(() => moments.note({ place: 'updates', name, text: reply.body, at }));
    }
    return reply;
  };
  const watched = Object.create(emulator, { handle: { value: handle } }) as Emulator;
  const served: Served = await serve(watched);
  return {
    emulator,
    url: served.url,
    async [Symbol.asyncDispose]() {
      emulator.close();
      await served.close();
    },
  };
}
