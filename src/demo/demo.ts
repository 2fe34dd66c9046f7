import process from 'node:process';
import { isAbort } from '../base/abort.ts';
import { createInk, hasColours, type Ink } from './chat/ink.ts';
import { createPage } from './story/page.ts';
import { playStory, storyProgram } from './story/story.ts';
import { talkProgram } from './talk/programs.ts';
import { talk } from './talk/talk.ts';
import { withWorld } from './world/world.ts';

export interface DemoOptions {
  /** The person is the one at the keyboard. */
  readonly isInteractive: boolean;
  readonly signal: AbortSignal;
  readonly log?: (line: string) => void;
}

/**
 * The bridge as it runs anywhere, the real Codex on a scripted model, and a Telegram of our own: no account needed.
 *
 * @returns the exit code: 0 when everything held
 */
export async function runDemo({ isInteractive, signal, log }: DemoOptions): Promise<number> {
  const ink = createInk(hasColours(process.stdout.isTTY, process.env));
  const print = log ?? console.log;
  try {
    if (isInteractive) return await interactive(ink, signal);
    const page = createPage(ink, print);
    page.title([
      'pocketdex demo',
      'The bridge and the real Codex, with a scripted model and a Telegram of our own: no account, no network.',
    ]);
    return await withWorld(storyProgram, async (world) => {
      const ms = await world.bridge.start(signal);
      page.measured(`bridge ready after ${Math.round(ms)} ms`);
      return (await playStory(world, page, signal)) ? 0 : 1;
    });
  } catch (error) {
    if (signal.aborted && isAbort(error)) return 130;
    throw error;
  }
}

async function interactive(ink: Ink, signal: AbortSignal): Promise<number> {
  return withWorld(talkProgram, async (world) => {
    await world.bridge.start(signal);
    await talk(world, ink, signal);
    return 0;
  });
}
