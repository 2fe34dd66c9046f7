import { reading } from '../report/reading.ts';
import { bindTopics } from '../rig/bind.ts';
import { pause } from '../rig/quiet.ts';
import { openWorld } from '../rig/world.ts';
import type { Figure } from './figure.ts';

const waitingMessages = 40;
const betweenMs = 250;

/** A press while far more messages wait for its chat than the limits let out. */
export const press: Figure = {
  numbers: [10],
  async run({ rounds = 12 }) {
    await using world = await openWorld(1);
    await world.start();
    const { moments, emulator } = world;
    // Each topic asks one question; its card stands in the chat before the queue fills up.
    const talks = await bindTopics(world, rounds);
    for (const [index, { says }] of talks.entries()) {
      says(`[[sim: ask "Which of q${index}x?" One|Two; final "thanks"]]`);
    }
    const cards = [];
    for (const [index, { place }] of talks.entries()) {
      const card = await emulator.until(
        () =>
          emulator
            .transcript(place.chat)
            .find(({ from, text }) => from.isBot && text.includes(`q${index}x?`)),
        { timeoutMs: 120_000 },
      );
      cards.push({ card, person: place.person });
    }
    for (let index = 0; index < waitingMessages; index += 1) {
      talks[index % talks.length]?.says('/status');
    }
    await moments.until({ place: 'call', name: 'sendMessage', text: 'Codex' });
    const samples: number[] = [];
    for (const { card, person } of cards) {
      moments.forget();
      await Promise.all([person.presses(card, 'One'), pause(betweenMs)]);
      const update = await moments.until({ place: 'updates', text: 'callback_query' });
      const answer = await moments.until({ place: 'call', name: 'answerCallbackQuery' });
      samples.push(answer.at - update.at);
    }
    return [
      reading(
        {
          ...{ figure: 10, name: 'button → `answerCallbackQuery`', unit: 'ms' },
          bars: [{ of: 'p95', limit: 200 }],
          note: `${waitingMessages} answers wait for the same private chat`,
        },
        samples,
      ),
    ];
  },
};
