import type { Call } from '../../src/emulator/calls/call-log.ts';
import { reading } from '../report/reading.ts';
import { bindTopics } from '../rig/bind.ts';
import { quiet } from '../rig/quiet.ts';
import { openWorld } from '../rig/world.ts';
import type { Figure } from './figure.ts';

const banS = 3_600;

/** `/stop` of a turn whose model says nothing any more, in a chat that refuses every message. */
export const stop: Figure = {
  numbers: [11],
  async run({ rounds = 20 }) {
    await using world = await openWorld(rounds);
    await world.start();
    const { moments, emulator } = world;
    const talks = await bindTopics(world, rounds);
    const samples: number[] = [];
    for (const [index, { place, says }] of talks.entries()) {
      await quiet(moments, 60);
      const hung = `hung${index}x`;
      says(`${hung} [[sim: say "Working."; wait 500; say "Still."; hang]]`);
      await moments.until({ place: 'model', text: hung });
      emulator.faults.ban(place.chat, banS);
      // The live message makes the call that learns of the ban.
      await emulator.until(() => emulator.calls.some((call) => refusedIn(call, place.chat.id)), {
        timeoutMs: 30_000,
      });
      moments.forget();
      says('/stop');
      const update = await moments.until({ place: 'updates', text: '/stop' });
      const interrupt = await moments.until({ place: 'to-engine', name: 'turn/interrupt' });
      samples.push(interrupt.at - update.at);
    }
    return [
      reading(
        {
          ...{ figure: 11, name: '`/stop` → interrupt sent', unit: 'ms' },
          bars: [{ of: 'max', limit: 1_000 }],
          note: 'the turn hangs and the chat is banned for an hour; the bar is for every round',
        },
        samples,
      ),
    ];
  },
};

const refusedIn = ({ chatId, answer }: Call, chat: number): boolean =>
  chatId === chat && answer !== undefined && 'code' in answer && answer.code === 429;
