import type { CardBody } from '../../model/card.ts';
import type { TopicKey } from '../../model/ids.ts';
import type { Prompt } from '../../model/prompt.ts';
import type { Topic } from '../../model/topic.ts';
import { addCard, type ButtonSpec, changeCard } from '../cards.ts';
import type { Context } from '../context.ts';

type QueuedBody = Extract<CardBody, { kind: 'queued' }>;
/** Further back no number is shown, so that a long queue does not edit itself at every turn. */
const numbered = 3;

/** Every prompt that has to wait shows its place; cards whose place changed are edited. */
export function showPlaces(ctx: Context, key: TopicKey): void {
  const topic = ctx.store.topics.get(key);
  if (!topic) return;
  const open = ctx.store.prompts.open(key);
  const waiting = open.filter((prompt) => prompt.state === 'waiting');
  // With nothing before it the first one is on its way already.
  const flows = !topic.paused && !topic.runningTurn && !open.some(isUnderWay);
  waiting.forEach((prompt, index) => {
    if (flows && index === 0 && !bodyOf(ctx, prompt)) return;
    const place = index < numbered ? index + 1 : numbered + 1;
    const now = bodyOf(ctx, prompt);
    if (now?.state === 'editing') return;
    const isTold = now?.state === 'waiting' || now?.state === 'edited';
    if (isTold && now.place === place && now.text === prompt.text) return;
    showQueued(ctx, topic, prompt, { place, state: 'waiting' });
  });
}

const isUnderWay = ({ state }: Prompt): boolean =>
  state === 'sending' || state === 'accepted' || state === 'running';

/** The queue is long: this one asks before it joins. */
export const askToJoin = (ctx: Context, topic: Topic, prompt: Prompt): void =>
  showQueued(ctx, topic, prompt, { place: ctx.settings().askOver + 1, state: 'asking' });

/** A prompt left the queue, or waits for new words: its card says so. */
export function markQueued(ctx: Context, prompt: Prompt, state: QueuedBody['state']): void {
  const topic = ctx.store.topics.get(prompt.topic);
  const before = bodyOf(ctx, prompt);
  // A steered one is sent too, but that it went into the running turn is the news.
  const isTold = before?.state === 'steered' && state === 'sent';
  if (topic && before && before.state !== state && !isTold) {
    showQueued(ctx, topic, prompt, { place: before.place, state });
  }
}

function showQueued(
  ctx: Context,
  topic: Topic,
  prompt: Prompt,
  { place, state }: Pick<QueuedBody, 'place' | 'state'>,
): void {
  const body: QueuedBody = { kind: 'queued', place, text: prompt.text, state, at: ctx.clock.now() };
  const rows = buttonsOf(topic, prompt, state);
  const known = bodyOf(ctx, prompt) ? prompt.card : undefined;
  if (known) {
    changeCard(ctx, known, body, rows);
    return;
  }
  const card = addCard(ctx, topic, body, { replyTo: prompt.source?.message, rows: () => rows });
  ctx.store.prompts.setCard(prompt.id, card.id);
}

function buttonsOf(
  topic: Topic,
  prompt: Prompt,
  state: QueuedBody['state'],
): readonly (readonly ButtonSpec[])[] {
  const remove = { verb: 'delete', action: { type: 'delete-prompt', prompt: prompt.id } } as const;
  const edit = { verb: 'edit', action: { type: 'edit-prompt', prompt: prompt.id } } as const;
  if (state === 'asking') {
    return [[{ verb: 'join', action: { type: 'join-queue', prompt: prompt.id } }, remove]];
  }
  if (state === 'editing') return [[remove]];
  if (state !== 'waiting' && state !== 'edited') return [];
  if (!topic.runningTurn) return [[edit, remove]];
  const steer = { verb: 'steer', action: { type: 'steer-prompt', prompt: prompt.id } } as const;
  return [[steer, edit, remove]];
}

/** The prompt's own queue card; while it is held its card may be the chooser. */
function bodyOf(ctx: Context, prompt: Prompt): QueuedBody | undefined {
  const card = ctx.store.prompts.get(prompt.id)?.card;
  const body = card && ctx.store.cards.get(card)?.body;
  return body && body.kind === 'queued' ? body : undefined;
}
