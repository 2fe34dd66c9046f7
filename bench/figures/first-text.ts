import { reading } from '../report/reading.ts';
import { bindTopics } from '../rig/bind.ts';
import { pause, quiet } from '../rig/quiet.ts';
import { openWorld } from '../rig/world.ts';
import type { Figure } from './figure.ts';

const chats = 4;
/** A private chat takes four calls in four seconds: by then it is idle again. */
const restMs = 1_500;
// Waits of its program are told apart by their length.
const beforeFirstMs = 1_201;
const beforeLastMs = 2_503;

/** What a person sees of a turn: its first words, and its end. */
export const firstText: Figure = {
  numbers: [9],
  async run({ rounds = 20 }) {
    await using world = await openWorld(chats);
    await world.start();
    const { moments } = world;
    const talks = await bindTopics(world, chats);
    const first: number[] = [];
    const last: number[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const talk = talks[(round + chats) % chats];
      await quiet(moments, 300);
      await pause(restMs);
      moments.forget();
      const mark = `r${round}x`;
      talk?.says(
        `Go on. [[sim: wait ${beforeFirstMs}; say "Looking at ${mark}."; wait ${beforeLastMs}; final "answer ${mark}"]]`,
      );
      const shown = await moments.until({
        ...{ place: 'answered', name: ['sendMessage', 'editMessageText'] },
        text: `Looking at ${mark}`,
      });
      const final = await moments.until({
        ...{ place: 'answered', name: 'sendMessage' },
        text: `answer ${mark}`,
      });
      const token = await moments.until({ place: 'model-waited', name: String(beforeFirstMs) });
      const end = await moments.until({ place: 'model-waited', name: String(beforeLastMs) });
      if (round < 0) continue;
      first.push(shown.at - token.at);
      last.push(final.at - end.at);
    }
    return [
      reading(
        {
          ...{ figure: 9, name: 'first token → first text in the chat', unit: 'ms' },
          bars: [{ of: 'p50', limit: 400 }],
          note: 'first text: the first sentence of commentary in the live message; with drafts the bar is 150 ms',
        },
        first,
      ),
      reading(
        {
          ...{ figure: 9, name: 'last token → final in the chat', unit: 'ms' },
          bars: [{ of: 'p50', limit: 30 }],
        },
        last,
      ),
    ];
  },
};
