import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Ink } from '../chat/ink.ts';
import { threadOf } from '../world/thread-of.ts';
import type { World } from '../world/world.ts';
import { createChatView } from './chat-view.ts';
import { type Command, parseLine } from './command.ts';
import type { Display } from './display.ts';
import { hints } from './programs.ts';
import { openRoll } from './roll.ts';
import { openScreen } from './screen.ts';

const help = [
  'You are Ann, with the bot on the phone. Write something, for example:',
  hints,
  '1, 2 … presses a button · /topic NAME · /desk TEXT types at the desk',
  '/kill ends the bridge the hard way · /quit',
];

/** The person at the keyboard is the one with the phone, until `/quit` or the end of the input. */
export async function talk(world: World, ink: Ink, signal: AbortSignal): Promise<void> {
  const { emulator, ann, model, desk, bridge } = world;
  const { person, chat } = ann;
  const topics = new Map<string, number>();
  let topic: number | undefined;
  const said = new Map<number | undefined, string>();
  let isOver = false;
  const view = createChatView(emulator, ann, () => topic, ink);
  const lines = createInterface({
    input: process.stdin,
    prompt: '› ',
    ...(process.stdout.isTTY && { output: process.stdout }),
  });
  using display = process.stdout.isTTY
    ? openScreen(view, lines, ink)
    : openRoll(view, (line) => process.stdout.write(`${line}\n`));
  const closed = once(lines, 'close');
  const leave = (): void => {
    isOver = true;
    lines.close();
  };
  signal.addEventListener('abort', leave, { once: true });
  lines.once('SIGINT', leave);

  const say = (text: string): void => {
    const message = person.says(chat, text, topic === undefined ? {} : { topic });
    topic = message.topic;
    if (!text.startsWith('/')) said.set(topic, text);
  };
  const act = async (command: Command): Promise<void> => {
    switch (command.type) {
      case 'say':
        return say(command.text);
      case 'press': {
        const message = view.pressable();
        const button = message?.buttons.flat()[command.number - 1];
        if (!message || !button) return display.tell(`There is no button ${command.number}.`);
        const outcome = await person.presses(message, button.data ?? button.text);
        if (outcome.type !== 'none' && outcome.text !== '') display.tell(`(${outcome.text})`);
        return;
      }
      case 'topic':
        topic = topics.get(command.name) ?? person.opensTopic(chat, command.name);
        topics.set(command.name, topic);
        return display.tell(`Topic: ${command.name}`);
      case 'desk': {
        const thread = threadOf(model, said.get(topic) ?? '');
        if (thread === undefined) return display.tell('There is no thread in this topic yet.');
        await desk.types(thread, command.text, signal);
        return;
      }
      case 'kill': {
        await bridge.kill();
        display.tell('The bridge was killed. Codex works on.');
        const ms = await bridge.start(signal);
        return display.tell(`The bridge is back after ${Math.round(ms)} ms.`);
      }
      case 'quit':
        return leave();
      case 'nothing':
        return;
    }
  };

  let line = Promise.resolve();
  const failed = (error: unknown): void =>
    display.tell(error instanceof Error ? error.message : String(error));
  lines.on('line', (text) => {
    line = line
      .then(async () => act(parseLine(text)))
      .catch(failed)
      .finally(() => {
        display.show();
        if (!isOver) lines.prompt();
      });
  });
  for (const text of help) display.tell(text);
  const stop = new AbortController();
  const watching = watch(world, display, AbortSignal.any([signal, stop.signal]));
  lines.prompt();
  await closed;
  await line;
  if (!isOver) await untilAnswered(world, signal);
  stop.abort();
  await watching;
}

/** Looks at the chat whenever something has happened in it. */
async function watch({ emulator }: World, display: Display, signal: AbortSignal): Promise<void> {
  const look = (): false => {
    display.show();
    return false;
  };
  await emulator.until(look, { timeoutMs: 2 ** 31 - 1, signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

/** Whoever pipes lines in and ends wants the answers too. */
async function untilAnswered({ emulator, ann }: World, signal: AbortSignal): Promise<void> {
  const isAnswered = (): boolean => {
    const chat = emulator.transcript(ann.chat).filter(({ service }) => !service);
    return chat.at(-1)?.from.isBot !== false && !chat.some(({ text }) => text.includes('⏳'));
  };
  await emulator.until(isAnswered, { timeoutMs: 20_000, signal }).catch(() => undefined);
}
