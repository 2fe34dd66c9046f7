import { systemClock } from '../../base/clock.ts';
import type { SayOptions } from '../../emulator/people/says.ts';
import type { Seen } from '../../emulator/view/seen.ts';
import type { Phone, World } from '../world/world.ts';
import { CheckFailed, check } from './check.ts';
import type { Page } from './page.ts';

const withinMs = 10_000;
const readingMs = 3_800;

/** What a chapter plays on: a person acts, and what the chat then shows is looked for, printed and checked. */
export interface Stage {
  readonly world: World;
  readonly signal: AbortSignal;
  /** Whose chapter it is. */
  readonly phone: Phone;
  /** Writes in the topic; a first message opens it. Printed when the bridge has stored it. */
  says(text: string): Promise<Seen>;
  /** Takes the time that a person needs to read a card. */
  reads(): Promise<void>;
  presses(message: Seen, button: string): Promise<void>;
  /** Changes an own message. */
  edits(message: Seen, text: string): void;
  /** Waits for a message of the bot's, newest first, that holds; prints it. */
  sees(what: string, holds: (message: Seen) => boolean): Promise<Seen>;
  /** The same message in another state. */
  turnsInto(message: Seen, what: string, holds: (message: Seen) => boolean): Promise<Seen>;
  act(text: string): void;
  measured(...texts: readonly string[]): void;
  /** Milliseconds between Ann's message and the first call of a kind after it. */
  firstCall(said: Seen, method: string): number;
  /** How often the phone made a sound since the chapter began. */
  sounds(): number;
}

export interface PlayedStage extends Stage {
  begin(number: number, title: string, phone: Phone): void;
  /** Nothing may stand in the chat that no check has seen. */
  end(): void;
}

export function createStage(world: World, page: Page, signal: AbortSignal): PlayedStage {
  const { emulator } = world;
  const shown = new Set<string>();
  const topics = new Map<Phone, number>();
  let phone = world.ann;
  let begunAt = systemClock.now();
  let soundsBefore = 0;

  const bots = (): readonly Seen[] =>
    emulator.transcript(phone.chat).filter(({ from, service }) => from.isBot && !service);
  const since = (at = systemClock.now()): number => at - begunAt;
  const print = (message: Seen): void => {
    const isAgain = shown.has(keyOf(message));
    shown.add(keyOf(message));
    const atMs = since(message.editedAt ?? message.at);
    page.message(message, { atMs, isAgain, isOwn: message.from.id === phone.person.id });
  };
  const wait = async <T>(what: string, look: () => T | undefined): Promise<T> => {
    try {
      return await emulator.until(look, { timeoutMs: withinMs, signal });
    } catch (error) {
      signal.throwIfAborted();
      throw new CheckFailed(`${what} (waited ${withinMs / 1000} s)`, { cause: error });
    }
  };
  const sees = async (what: string, holds: (message: Seen) => boolean): Promise<Seen> => {
    const found = await wait(what, () => bots().findLast(holds));
    print(found);
    return found;
  };

  return {
    ...{ world, signal, sees },
    get phone() {
      return phone;
    },
    begin: (number, title, whose) => {
      phone = whose;
      begunAt = systemClock.now();
      soundsBefore = emulator.sounds(phone.chat).length;
      page.chapter(number, title);
    },
    end: () => {
      const unseen = bots().find((message) => !shown.has(keyOf(message)));
      check(!unseen, `no other message than these, but there is “${unseen?.text}”`);
      check(emulator.count.refusals === 0, 'no call that the flood limits refuse');
      check(emulator.count.rejected === 0, 'no call that Telegram rejects');
    },
    says: async (text) => {
      const topic = topics.get(phone);
      const options: SayOptions = topic === undefined ? {} : { topic };
      const said = phone.person.says(phone.chat, text, options);
      if (said.topic !== undefined) topics.set(phone, said.topic);
      const isCommand = text.startsWith('/');
      const stored = await wait(`a 👀 under “${text}”`, () => {
        const now = emulator.message(said);
        return isCommand || (now && now.reactions.length > 0) ? now : undefined;
      });
      print(stored);
      return stored;
    },
    reads: async () => systemClock.sleep(readingMs, signal),
    presses: async (message, button) => {
      page.act(`${phone.person.user.first_name} presses “${button}”`, since());
      const outcome = await phone.person.presses(message, button);
      check(outcome.type !== 'none', `an answer to the press of “${button}”`);
      page.measured(`toast “${outcome.text}” after ${Math.round(outcome.afterMs)} ms`);
    },
    edits: (message, text) => {
      page.act(`${phone.person.user.first_name} edits the message`, since());
      print(phone.person.edits(message, text));
    },
    turnsInto: async (message, what, holds) =>
      sees(what, (one) => one.id === message.id && holds(one)),
    act: (text) => page.act(text, since()),
    measured: (...texts) => {
      for (const text of texts) page.measured(text);
    },
    firstCall: (said, method) => {
      const call = emulator.calls.find((one) => one.method === method && one.at >= said.at);
      check(call !== undefined, `a call of ${method}`);
      return call.at - said.at;
    },
    sounds: () => emulator.sounds(phone.chat).length - soundsBefore,
  };
}

const keyOf = ({ chatId, id }: Seen): string => `${chatId}/${id}`;
