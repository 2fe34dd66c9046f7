import type { Store } from '../../src/store/open.ts';

/** A bridge with one promise broken, and a story in which that shows. */
export interface Mutant {
  readonly story: string;
  readonly breaks: (store: Store) => void;
  readonly shows: RegExp;
}

export const mutants: Readonly<Record<string, Mutant>> = {
  'a call is begun without a mark on the disk': {
    story: 'bound',
    breaks: ({ slots }) => {
      const { save } = slots;
      const unmarked: typeof save = (slot) =>
        save(slot.state === 'sending' ? { ...slot, state: 'queued' } : slot);
      Object.assign(slots, { save: unmarked });
    },
    shows: /is in the chat 2 times|live messages too many/,
  },
  'a prompt of unknown fate is sent again without a look': {
    story: 'first',
    breaks: ({ commands, prompts, topics }) => {
      const again: typeof commands.doubtInterrupted = () => {
        for (const topic of topics.bound()) {
          for (const command of commands.open(topic.key)) commands.move(command, 'fail');
          for (const prompt of prompts.open(topic.key)) prompts.move(prompt, 'returned', 0);
        }
        return [];
      };
      Object.assign(commands, { doubtInterrupted: again });
    },
    shows: /is in 2 turns/,
  },
  'a request that is sent again is taken for a dead one': {
    story: 'approval',
    breaks: ({ requests }) => void Object.assign(requests, { sentAgain: () => undefined }),
    shows: /nobody can answer/,
  },
};
