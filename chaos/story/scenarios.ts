import { openWireClient } from '../../test/support/wire-client.ts';
import type { Stage } from './stage.ts';
import { between } from './world.ts';

/** A short story. It goes on whatever becomes of the bridge meanwhile; what is left open is concluded after it. */
export interface Scenario {
  /** Whether the first message has to ask where it should go. */
  readonly chooses?: true;
  /** What happens before anything can befall the bridge. */
  readonly before?: (stage: Stage) => Promise<void>;
  readonly play: (stage: Stage) => Promise<void>;
}

const wait = (stage: Stage, low: number, high: number): string =>
  `wait ${between(stage.world.random, low, high)}`;

/** A topic whose thread has a turn already. */
const bound = async (stage: Stage): Promise<void> => {
  stage.saysText((word) => `${word} hello`);
  await stage.sees('You said');
  await pause(stage, 2_500);
};

const pause = async ({ world }: Stage, ms: number): Promise<void> => {
  await world.until(() => false, ms);
};

const soon = async (stage: Stage, mostMs = 400): Promise<void> =>
  pause(stage, between(stage.world.random, 0, mostMs));

/** Nobody answers a question at once. */
const thinks = async (stage: Stage): Promise<void> => {
  const { random, rig } = stage.world;
  await stage.sees('Q');
  await pause(stage, between(random, 0, rig === 'sim' ? 6_000 : 1_500));
  // A press while the bridge is down waits for it; the other half comes when all has settled.
  if (random.fraction() < 0.5) return;
  await stage.world.until(() => stage.world.isUp, 30_000);
  await pause(stage, 3_000);
};

export const scenarios: Readonly<Record<string, Scenario>> = {
  first: {
    play: async (stage) => {
      stage.says('say "I look at it first."', wait(stage, 0, 900));
      await soon(stage);
    },
  },
  bound: {
    before: bound,
    play: async (stage) => {
      stage.says('run "echo one"', wait(stage, 0, 1500), 'say "Nearly there."');
      await soon(stage);
    },
  },
  queue: {
    before: bound,
    play: async (stage) => {
      for (let left = between(stage.world.random, 2, 3); left > 0; left--) {
        stage.says(wait(stage, 100, 1200));
        await soon(stage);
      }
    },
  },
  burst: {
    play: async (stage) => {
      for (let left = 3; left > 0; left--) stage.says(wait(stage, 0, 300));
      await soon(stage);
    },
  },
  steer: {
    before: bound,
    play: async (stage) => {
      stage.says(wait(stage, 500, 1500), 'run "echo two"', wait(stage, 0, 500));
      await pause(stage, between(stage.world.random, 50, 900));
      stage.saysText((word) => `/steer ${word} mind the tests`);
      await soon(stage);
    },
  },
  steerButton: {
    before: bound,
    play: async (stage) => {
      stage.says(wait(stage, 1500, 2500), 'run "echo two"', wait(stage, 0, 800));
      await pause(stage, between(stage.world.random, 150, 900));
      stage.saysText((word) => `${word} mind the tests`);
      await stage.presses('Steer', 4_000);
    },
  },
  approval: {
    before: bound,
    play: async (stage) => {
      stage.says(`run "echo ${stage.askWord()}" escalate`);
      await thinks(stage);
      await stage.presses(stage.world.random.fraction() < 0.7 ? 'Once' : 'No');
    },
  },
  question: {
    play: async (stage) => {
      stage.says(`ask "Which one, ${stage.askWord()}?" Apple|Pear`);
      await thinks(stage);
      await stage.presses('Apple');
    },
  },
  stop: {
    before: bound,
    play: async (stage) => {
      stage.says('say "On it."', 'wait 600000');
      if (stage.world.random.fraction() < 0.5) stage.says(wait(stage, 0, 300));
      await pause(stage, between(stage.world.random, 0, 1500));
      stage.command('/stop');
      await soon(stage);
    },
  },
  stopButton: {
    before: bound,
    play: async (stage) => {
      stage.says('say "On it."', 'wait 600000');
      await stage.presses('■ Stop');
    },
  },
  chooser: {
    chooses: true,
    play: async (stage) => {
      stage.says(wait(stage, 0, 500));
      await soon(stage);
      if (stage.world.random.fraction() < 0.5) stage.says();
      await stage.presses('New in');
    },
  },
  newTopic: {
    play: async (stage) => {
      stage.saysText(
        (word) =>
          `/new The ${stage.newWord('T')}\n${word} do it [[sim: final "Here is ${stage.newWord('F')}."]]`,
      );
      await soon(stage);
    },
  },
  long: {
    before: bound,
    play: async (stage) => {
      const line = (): string => `${stage.newWord('F')} ${'and so it goes on and on '.repeat(12)}`;
      const text = Array.from({ length: 38 }, line).join('\\n\\n');
      const prompt = `do it [[sim: final "${text}"]]`;
      // The program is longer than a message: it comes in pieces, as apps send it.
      const word = stage.newWord('P');
      const [message] = stage.ann.pastes(stage.chat, `${word} ${prompt}`, { topic: stage.topic });
      stage.noteSaid({ word, message });
      await soon(stage);
    },
  },
  desktop: {
    // The engine tells whole seconds: what is begun at the desk within 3 s of ours, and ends while the bridge is
    // down, looks like ours.
    before: async (stage) => {
      await bound(stage);
      await pause(stage, 3_500);
    },
    play: async (stage) => {
      const { world } = stage;
      const turn = (await world.history()).find(({ userTexts }) =>
        userTexts.some((text) => stage.said.some((one) => text.includes(one.word))),
      );
      if (!turn) return;
      const word = stage.newWord('P');
      stage.noteSaid({ word, message: undefined, atDesk: true });
      const text = `${word} from the desk [[sim: say "As you say."; ${wait(stage, 0, 800)}; final "Here is ${stage.newWord('F')}."]]`;
      const client = await openWireClient(await world.connectDesk(), new AbortController().signal);
      const { thread } = turn;
      await client.connection.request('thread/resume', { threadId: thread, excludeTurns: true });
      await client.connection.request('turn/start', {
        threadId: thread,
        input: [{ type: 'text', text, text_elements: [] }],
      });
      await soon(stage);
    },
  },
};
