import type { Action } from '../model/card.ts';
import type { CardId } from '../model/ids.ts';
import type { Prompt } from '../model/prompt.ts';
import type { Topic } from '../model/topic.ts';
import { addCard, type ButtonSpec, changeCard } from './cards.ts';
import type { Context } from './context.ts';
import { bind, projectBinding, projectlessBinding, titleOf } from './places.ts';
import { advance } from './prompts/advance.ts';
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
  const choose = (project: string | undefined): Action => ({
    type: 'choose-project',
    topic: topic.key,
    project,
  });
  const projects = ctx
    .settings()
    .projects.map(
      ({ name }): ButtonSpec => ({ verb: 'new-in', detail: name, action: choose(name) }),
    );
  const rows = [...pairs(projects), [{ verb: 'no-project', action: choose(undefined) } as const]];
  const card = addCard(
    ctx,
    topic,
    { kind: 'chooser', excerpt: titleOf(prompt.text), chosen: undefined },
    { replyTo: prompt.source?.message, rows: () => rows },
  );
  store.prompts.setCard(prompt.id, card.id);
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
  if (name !== undefined && !project) return false;
  const held = store.prompts.open(topic.key).filter((prompt) => prompt.state === 'held');
  const title = titleOf(held[0]?.text ?? topic.name);
  const binding = project ? projectBinding(ctx, project) : projectlessBinding(ctx, title);
  bind(ctx, topic, binding);
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
