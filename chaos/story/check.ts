import type { Seen } from '../../src/emulator/view/seen.ts';
import type { Looker } from './look.ts';
import type { Stage } from './stage.ts';
import type { PastTurn } from './world.ts';

/** What is counted of a run. Everything but `doubledAllowed` and `orphans` has to be 0. */
export interface Verdict {
  readonly lost: number;
  readonly doubled: number;
  readonly finalsLost: number;
  readonly finalsDoubled: number;
  /** Copies whose sending a kill or a lost answer fell on. */
  readonly doubledAllowed: number;
  /** Live messages that nobody knows of any more, of the same cause. */
  readonly orphans: number;
  readonly wrong: readonly string[];
}

/** Looks at the chat, the engine's history and the file as somebody from outside would. */
export async function check(stage: Stage, looker: Looker): Promise<Verdict> {
  const { world } = stage;
  const history = await world.history();
  const wrong: string[] = [];
  const prompts = countPrompts(stage, history, wrong);
  const finals = countFinals(stage, history, wrong);
  const orphans = checkLive(stage, wrong);
  checkCards(stage, history, wrong);
  checkReactions(stage, wrong);
  checkCalls(stage, wrong);
  const dead = looker.open()?.dead ?? [];
  if (dead.length > 0) wrong.push(`set aside: ${dead.join(', ')}`);
  wrong.push(...world.failures());
  return { ...prompts, ...finals, orphans, wrong };
}

function countPrompts(stage: Stage, history: readonly PastTurn[], wrong: string[]) {
  let lost = 0;
  let doubled = 0;
  for (const { word, atDesk } of stage.said) {
    const copies = history
      .flatMap(({ userTexts }) => userTexts)
      .filter((text) => text.includes(word));
    if (copies.length === 0 && atDesk) continue;
    if (copies.length === 0) lost += 1;
    if (copies.length > 1) doubled += copies.length - 1;
    if (copies.length !== 1) wrong.push(`prompt ${word} is in ${copies.length} turns`);
  }
  return { lost, doubled };
}

const answerWords = /F[a-z0-9]+n\d+z/g;

function countFinals(stage: Stage, history: readonly PastTurn[], wrong: string[]) {
  let finalsLost = 0;
  let finalsDoubled = 0;
  let doubledAllowed = 0;
  const messages = everywhere(stage).filter(({ text }) => !text.includes('[[sim'));
  for (const turn of history) {
    if (turn.status !== 'completed') continue;
    const allowed = [...stage.world.doubts]
      .filter(([name]) => name.startsWith(`turn:${turn.id}/final`))
      .reduce((sum, [, count]) => sum + count, 0);
    for (const word of turn.answers.flatMap((text) => text.match(answerWords) ?? [])) {
      // An engine that serves one story after the other remembers them all.
      if (!stage.made(word)) continue;
      const copies = messages.filter(({ text }) => text.includes(word)).length;
      if (copies === 0) {
        finalsLost += 1;
        wrong.push(`answer ${word} is not in the chat`);
      }
      const extra = Math.max(0, copies - 1);
      doubledAllowed += Math.min(extra, allowed);
      if (extra > allowed) {
        finalsDoubled += extra - allowed;
        wrong.push(`answer ${word} is in the chat ${copies} times`);
      }
    }
  }
  return { finalsLost, finalsDoubled, doubledAllowed };
}

const everywhere = ({ world, chat }: Stage): readonly Seen[] =>
  world.emulator
    .transcript(chat)
    .filter(({ from, service }) => from.isBot && service === undefined);

/** One live message for each turn, the same from its beginning to its end, and none left with a Stop button. */
function checkLive(stage: Stage, wrong: string[]): number {
  const { emulator, doubts } = stage.world;
  const ids = new Map<string, Set<number>>();
  for (const { method, params, answer } of emulator.calls) {
    const text = params['text'];
    if (method !== 'sendMessage' || typeof text !== 'string' || !answer?.ok) continue;
    const stop = stopData(params['reply_markup']);
    const { result } = answer as unknown as { result: { message_id: number } };
    if (stop) ids.set(stop, (ids.get(stop) ?? new Set()).add(result.message_id));
  }
  const allowed = [...doubts].filter(([name]) => name.endsWith('/live')).length;
  let orphans = 0;
  for (const messages of ids.values()) orphans += messages.size - 1;
  const stuck = stage
    .bot()
    .filter(({ buttons }) => buttons.flat().some(({ text }) => text === '■ Stop'));
  if (orphans > allowed) wrong.push(`${orphans} live messages too many`);
  if (stuck.length > allowed) wrong.push(`${stuck.length} live messages still have a Stop button`);
  return Math.max(orphans, stuck.length);
}

function stopData(markup: unknown): string | undefined {
  const parsed: unknown = typeof markup === 'string' ? JSON.parse(markup) : markup;
  const rows = (parsed as { inline_keyboard?: { text: string; callback_data?: string }[][] })
    ?.inline_keyboard;
  return rows?.flat().find(({ text }) => text === '■ Stop')?.callback_data;
}

/** Every request was shown; nothing can be pressed any more once all is over. */
function checkCards(stage: Stage, history: readonly PastTurn[], wrong: string[]): void {
  const { emulator, doubts } = stage.world;
  const texts = emulator.calls.flatMap(({ params }) => {
    const text = params['text'];
    return typeof text === 'string' && !text.includes('[[sim') ? [text] : [];
  });
  for (const word of stage.asked) {
    // A server that died took the request with it, maybe before it could be shown.
    const isOver = history.some(
      ({ status, userTexts }) => status === 'interrupted' && userTexts.join().includes(word),
    );
    if (!isOver && !texts.some((text) => text.includes(word)))
      wrong.push(`request ${word} was never shown`);
  }
  const doubted = [...doubts].filter(([name]) => name.startsWith('card:')).length;
  const open = stage
    .bot()
    .filter(({ buttons }) => buttons.flat().some(({ data, text }) => data && text !== '■ Stop'));
  if (open.length <= doubted) return;
  const labels = open.map(
    ({ text, buttons }) =>
      `${text.split('\n')[0]} ${JSON.stringify(buttons.flat().map((b) => b.text))}`,
  );
  wrong.push(`keyboards left: ${labels.join(' · ')}`);
}

function checkReactions(stage: Stage, wrong: string[]): void {
  for (const { word, message } of stage.said) {
    if (!message) continue;
    const now = stage.world.emulator.message({ chatId: message.chatId, id: message.id });
    const stored = now?.reactions.some(({ emoji }) => emoji === '👀');
    if (!stored && !now?.text.startsWith('/steer')) wrong.push(`prompt ${word} has no 👀`);
  }
}

function checkCalls(stage: Stage, wrong: string[]): void {
  const { count, calls } = stage.world.emulator;
  const { duringPause, wrongThread, refusals } = count;
  // A press lapses in seconds; whoever was away longer is told so.
  const rejected = calls.filter(
    ({ fault, method, answer }) =>
      !fault &&
      method !== 'answerCallbackQuery' &&
      answer?.ok === false &&
      'code' in answer &&
      answer.code === 400 &&
      !answer.description.includes('message is not modified'),
  ).length;
  const counts = { duringPause, wrongThread, refusals, rejected };
  for (const [name, count] of Object.entries(counts)) {
    if (count > 0) wrong.push(`${count} calls: ${name}`);
  }
}
