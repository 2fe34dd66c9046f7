import type { Action, Card } from '../model/card.ts';
import type { CardId, MessageId } from '../model/ids.ts';
import type { Prompt } from '../model/prompt.ts';
import type { Project } from '../model/settings.ts';
import type { Topic } from '../model/topic.ts';
import { addCard, type ButtonSpec, changeCard } from './cards.ts';
import type { Context } from './context.ts';
import { bind, projectBinding, projectlessBinding, titleOf } from './places.ts';
import { advance } from './prompts/advance.ts';
import { isBusy } from './prompts/pause.ts';
import { showPlaces } from './prompts/queue-cards.ts';

/** Asks once where a topic's messages should go; whatever else is written meanwhile is held as well. */
export function offerPlaces(ctx: Context, topic: Topic, prompt: Prompt): void {
  const { store } = ctx;
  const asked = store.prompts
    .open(topic.key)
    .find((one) => one.state === 'held' && one.id !== prompt.id && one.card)?.card;
  if (asked) {
    store.prompts.setCard(prompt.id, asked);
    return;
  }
  const { projects } = ctx.settings();
  const card = offerProjects(ctx, topic, projects, {
    excerpt: titleOf(prompt.text),
    replyTo: prompt.source?.message,
    none: true,
  });
  store.prompts.setCard(prompt.id, card.id);
}

/** A card with a button for each of the projects, and where `none` is set one for no project. */
export function offerProjects(
  ctx: Context,
  topic: Topic,
  projects: readonly Project[],
  { excerpt, replyTo, none = false }: Offer,
): Card {
  const choose = (project: string | undefined): Action => ({
    type: 'choose-project',
    topic: topic.key,
    project,
  });
  const buttons = projects.map(
    ({ name }): ButtonSpec => ({ verb: 'new-in', detail: name, action: choose(name) }),
  );
  const noProject: ButtonSpec = { verb: 'no-project', action: choose(undefined) };
  const rows = [...pairs(buttons), ...(none ? [[noProject]] : [])];
  const body = { kind: 'chooser', excerpt, chosen: undefined } as const;
  return addCard(ctx, topic, body, { replyTo, rows: () => rows });
}

interface Offer {
  readonly excerpt: string;
  readonly replyTo: MessageId | undefined;
  readonly none?: boolean;
}

/** The place was chosen: every held message goes there, exactly once, in order. */
export function choosePlace(
  ctx: Context,
  topic: Topic,
  card: CardId | undefined,
  name: string | undefined,
): boolean {
  const { store } = ctx;
  const project = ctx.settings().projects.find((one) => one.name === name);
  if ((name !== undefined && !project) || isBusy(ctx, topic)) return false;
  const held = store.prompts.open(topic.key).filter((prompt) => prompt.state === 'held');
  const title = titleOf(held[0]?.text ?? topic.name);
  const binding = project ? projectBinding(ctx, project) : projectlessBinding(ctx, title);
  bind(ctx, topic, binding);
  // What could not be done in the old place was waiting for just this.
  if (topic.paused === 'failed') store.topics.setPaused(topic.key, undefined);
  for (const prompt of held) store.prompts.move(prompt, 'chosen', ctx.clock.now());
  const before = card && store.cards.get(card)?.body;
  if (card && before?.kind === 'chooser') changeCard(ctx, card, { ...before, chosen: name ?? '' });
  advance(ctx, topic.key);
  showPlaces(ctx, topic.key);
  return true;
}

function pairs<T>(all: readonly T[]): readonly (readonly T[])[] {
  return all.flatMap((_, index) => (index % 2 === 0 ? [all.slice(index, index + 2)] : []));
}
