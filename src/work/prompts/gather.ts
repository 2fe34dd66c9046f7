import type { PersonId, PromptId } from '../../model/ids.ts';
import type { Intent, Origin } from '../../model/intent.ts';
import type { Prompt } from '../../model/prompt.ts';
import type { Topic } from '../../model/topic.ts';
import type { Context } from '../context.ts';
import { setTimer } from '../timers.ts';
import { enqueue } from './enqueue.ts';
import { storePrompt, textOf } from './stored.ts';

/** Albums name no end: quiet time and a most, counted from arrival (telegram.md 5.2). */
const albumQuietMs = 1_200;
const albumMostMs = 8_000;
/** Apps cut a long text at 4,096 units and send the pieces at once. */
const pasteQuietMs = 1_000;

const pasteKey = (person: PersonId): string => `paste:${person}`;

/** A shorter message right after a long one is the end of the same paste. */
export const joinsPaste = (ctx: Context, topic: Topic, origin: Origin): boolean =>
  ctx.store.prompts.gathering(topic.key, pasteKey(origin.actor.id)) !== undefined;

/**
 * A piece of an album or of a long paste: joined to the others, which wait for quiet.
 *
 * @returns whether it is the first
 */
export function gather(
  ctx: Context,
  topic: Topic,
  intent: Extract<Intent, { type: 'prompt' }>,
): boolean {
  const { origin } = intent;
  const album = intent.gather?.type === 'album' ? `album:${intent.gather.group}` : undefined;
  const key = album ?? pasteKey(origin.actor.id);
  const begun = ctx.store.prompts.gathering(topic.key, key);
  if (begun) {
    ctx.store.prompts.setText(begun.id, joined(begun.text, intent.text, album !== undefined));
    waitForMore(ctx, begun, album !== undefined);
    return false;
  }
  const text = intent.text.trim() ? textOf(intent) : '';
  const prompt = storePrompt(ctx, topic, { text, origin, gather: key });
  waitForMore(ctx, prompt, album !== undefined);
  return true;
}

/** The quiet time of a gathering prompt is over. */
export function gathered(ctx: Context, id: PromptId): void {
  const prompt = ctx.store.prompts.get(id);
  const topic = prompt && ctx.store.topics.get(prompt.topic);
  if (!topic || prompt.state !== 'gathering') return;
  // An album without a word in it.
  if (!prompt.text.trim()) ctx.store.prompts.move(prompt, 'deleted', ctx.clock.now());
  else enqueue(ctx, topic, prompt);
}

function waitForMore(ctx: Context, prompt: Prompt, album: boolean): void {
  const now = ctx.clock.now();
  const quietAt = now + (album ? albumQuietMs : pasteQuietMs);
  const at = album ? Math.min(quietAt, prompt.createdAt + albumMostMs) : quietAt;
  setTimer(ctx, 'gather', String(prompt.id), at);
}

const joined = (before: string, more: string, album: boolean): string =>
  album ? [before, more].filter((text) => text.trim()).join('\n') : before + more;
