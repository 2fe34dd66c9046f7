import type { Person } from '../../src/emulator/people/person.ts';
import type { Seen } from '../../src/emulator/view/seen.ts';
import { pick, type World } from './world.ts';

/** Something that was said to Codex. `word` stands in it and nowhere else. */
export interface Said {
  readonly word: string;
  readonly message: Seen | undefined;
  /** Typed at the desk: what becomes of it until it is in the history is not ours. */
  readonly atDesk?: true;
}

/** A chat with a topic in it, the people there, and what they said. */
export interface Stage {
  readonly world: World;
  readonly ann: Person;
  readonly chat: { readonly id: number };
  readonly topic: number;
  readonly said: readonly Said[];
  /** Words that a request card has to show. */
  readonly asked: readonly string[];
  /** Whether this story made the word up. */
  made(word: string): boolean;
  /** A prompt of a program's steps and a last one, an answer with a word of its own. */
  says(...steps: readonly string[]): Said;
  /** Any text with the prompt's word in it. */
  saysText(text: (word: string) => string): Said;
  /** A word for something that is to be asked; the card must show it. */
  askWord(): string;
  newWord(letter: string): string;
  noteSaid(said: Said): void;
  /** What the bot wrote into the topic, oldest first. */
  bot(): readonly Seen[];
  /** Waits for a message of the bot with such a text. */
  sees(part: string, maxMs?: number): Promise<Seen | undefined>;
  /** Presses the newest button with that label, if there is one in time. */
  presses(label: string, maxMs?: number): Promise<boolean>;
  command(text: string): void;
}

const patienceMs = 90_000;

export function createStage(world: World, ann: Person, chat: { readonly id: number }, id: string) {
  const { emulator } = world;
  const said: Said[] = [];
  const asked: string[] = [];
  const topic = ann.opensTopic(chat, 'chaos');
  let words = 0;

  const newWord = (letter: string): string => `${letter}${id}n${++words}z`;
  const bot = (): readonly Seen[] =>
    emulator.transcript(chat).filter(({ from, service }) => from.isBot && service === undefined);
  const waitMs = (maxMs: number | undefined): number =>
    world.rig === 'sim' ? (maxMs ?? patienceMs) : Math.min(maxMs ?? patienceMs, 20_000);

  const saysText = (text: (word: string) => string): Said => {
    const word = newWord('P');
    const message = ann.says(chat, text(word), { topic });
    const one = { word, message };
    said.push(one);
    return one;
  };
  const find = (label: string): Seen | undefined =>
    bot().findLast(({ buttons }) => buttons.flat().some(({ text }) => text.startsWith(label)));

  const stage: Stage = {
    ...{ world, ann, chat, topic, said, asked, newWord, bot, saysText },
    made: (word) => word.slice(1).startsWith(`${id}n`),
    noteSaid: (one) => void said.push(one),
    askWord: () => {
      const word = newWord('Q');
      asked.push(word);
      return word;
    },
    says: (...steps) =>
      saysText((word) => {
        const all = [...steps, `final "Here is ${newWord('F')} for you."`];
        return `${word} do it [[sim: ${all.join('; ')}]]`;
      }),
    sees: async (part, maxMs) => {
      const found = (): Seen | undefined =>
        bot().findLast(({ text }) => text.includes(part) && !text.includes('[[sim'));
      await world.until(() => found() !== undefined, waitMs(maxMs));
      return found();
    },
    presses: async (label, maxMs) => {
      await world.until(() => find(label) !== undefined, waitMs(maxMs));
      const message = find(label);
      if (!message) return false;
      await world.settled(ann.presses(message, label));
      return true;
    },
    command: (text) => void ann.says(chat, text, { topic }),
  };
  return stage;
}

/** A private chat with topics, or a group with them. */
export function openChat(world: World, ann: Person): { readonly id: number } {
  const { emulator, random } = world;
  if (pick(random, ['private', 'forum']) === 'private') return ann.privateChat({ topics: true });
  ann.privateChat();
  const forum = emulator.forum({ owner: ann, members: [], bot: 'administrator' });
  // The first message of a real group is the notice of its making; 1 is General's number.
  ann.says(forum, 'hello everybody');
  return forum;
}
