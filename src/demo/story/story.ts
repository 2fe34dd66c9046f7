import { systemClock } from '../../base/clock.ts';
import type { ChatHandle } from '../../emulator/people/person.ts';
import type { World } from '../world/world.ts';
import { desktop } from './chapters/desktop.ts';
import { firstMessage } from './chapters/first-message.ts';
import { kill } from './chapters/kill.ts';
import { queue } from './chapters/queue.ts';
import { requests } from './chapters/requests.ts';
import { stop } from './chapters/stop.ts';
import { CheckFailed } from './check.ts';
import type { Page } from './page.ts';
import { createStage } from './stage.ts';

const chapters = [firstMessage, requests, queue, stop, kill, desktop] as const;
const programs = new Map(chapters.flatMap((chapter) => Object.entries(chapter.programs)));

export const storyProgram = (prompt: string): string | undefined => programs.get(prompt.trim());

/** Plays all chapters. @returns whether everything held */
export async function playStory(world: World, page: Page, signal: AbortSignal): Promise<boolean> {
  const begun = systemClock.monotonic();
  const stage = createStage(world, page, signal);
  try {
    for (const [index, chapter] of chapters.entries()) {
      stage.begin(index + 1, chapter.title, world[chapter.who]);
      await chapter.play(stage);
      stage.end();
    }
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    tellFailure(error, world, stage.phone.chat, page);
    return false;
  }
  const seconds = ((systemClock.monotonic() - begun) / 1000).toFixed(1);
  page.line('');
  page.measured(`All held: ${chapters.length} chapters in ${seconds} s.`);
  page.line('');
  return true;
}

function tellFailure(error: CheckFailed, { emulator }: World, chat: ChatHandle, page: Page): void {
  page.line('');
  page.line(`  ✗ Expected: ${error.message}. The chat holds:`);
  for (const message of emulator.transcript(chat)) {
    if (message.service) continue;
    const { id, from, isSilent, edits, text, buttons } = message;
    const sound = from.isBot && !isSilent ? ' ♪' : '';
    page.line(`  ${id} ${from.name}${sound}, ${edits} edits`);
    for (const line of text.split('\n')) page.line(`      ${line}`);
    for (const row of buttons) page.line(`      ${row.map((one) => `[${one.text}]`).join(' ')}`);
  }
}
