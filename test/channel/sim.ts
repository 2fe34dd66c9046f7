import { createSimClock } from '../../src/base/sim-clock.ts';
import { createTelegramApi } from '../../src/channel/telegram/api/api.ts';
import { receive } from '../../src/channel/telegram/receive/receive.ts';
import type { ReceiveState } from '../../src/channel/telegram/receive/state.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { RawUpdate } from '../../src/model/update.ts';

/** A bot that receives, on a simulated clock, from an emulator in the same process. */
export function simulate() {
  const clock = createSimClock();
  const emulator = createEmulator({ clock });
  const api = createTelegramApi({
    token: emulator.token,
    apiRoot: 'http://emulator',
    clock,
    fetch: emulator.fetch,
  });
  const ann = emulator.person({ id: 111, firstName: 'Ann' });
  const chat = ann.privateChat();
  const received: RawUpdate[] = [];
  const states: ReceiveState[] = [];
  const stop = new AbortController();
  let failing = 0;

  let running: Promise<never> | undefined;
  const start = (): void => {
    running = receive(
      {
        connection: api.polling,
        clock,
        commit: (updates) => {
          if (failing > 0) {
            failing -= 1;
            throw new Error('database or disk is full');
          }
          received.push(...updates);
        },
        onState: (state) => states.push(state),
      },
      stop.signal,
    );
    running.catch(() => undefined);
  };
  const polls = () => emulator.calls.filter(({ method }) => method === 'getUpdates');

  return {
    clock,
    emulator,
    api,
    ann,
    chat,
    received,
    states,
    start,
    /** Settles when receiving ends. */
    ended: async (): Promise<void> => running,
    polls,
    stop: () => stop.abort(new Error('stopped')),
    /** The next commits fail, as on a full disk. */
    failCommits: (count: number) => {
      failing = count;
    },
    /** Texts as received, repeats included. */
    texts: (): string[] =>
      received.map(({ body }) => {
        const update = JSON.parse(body) as { message?: { text?: string } };
        return update.message?.text ?? '';
      }),
    /** Ids as received, each once. */
    distinct: (): number => new Set(received.map(({ body }) => body)).size,
  };
}
