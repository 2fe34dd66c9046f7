import type { Origin } from '../../model/intent.ts';
import type { Project } from '../../model/settings.ts';
import type { Topic } from '../../model/topic.ts';
import { notify } from '../cards.ts';
import type { Context } from '../context.ts';
import { bind, findProject, projectBinding, projectlessBinding, titleOf } from '../places.ts';
import { enqueue } from '../prompts/enqueue.ts';
import { isBusy } from '../prompts/pause.ts';
import { storePrompt } from '../prompts/stored.ts';
import { wantName } from '../topic-names.ts';
import type { CommandIntent } from './intent.ts';

/**
 * `/new [title]`, `/new PROJECT: title`; the next lines are the first prompt. In a chat without topics
 * `/new PROMPT` begins a new thread in the current project.
 */
export function newCommand(ctx: Context, topic: Topic, intent: CommandIntent): void {
  const { project, title } = placeAndTitle(ctx, intent.argument);
  if (intent.origin.topics) newTopic(ctx, topic, intent, { project, title });
  else newThreadHere(ctx, topic, intent);
}

/** `/continue PROMPT`: plain text goes on with the latest thread of the chat. */
export function continueCommand(ctx: Context, topic: Topic, intent: CommandIntent): void {
  const text = [intent.argument, intent.body].filter(Boolean).join('\n');
  if (text.trim()) prompt(ctx, topic, text, intent.origin);
  else notify(ctx, topic, { type: 'empty-text' }, intent.origin.message);
}

interface PlaceAndTitle {
  readonly project: Project | undefined;
  readonly title: string;
}

function placeAndTitle(ctx: Context, argument: string): PlaceAndTitle {
  const colon = argument.indexOf(':');
  const project = colon > 0 ? findProject(ctx, argument.slice(0, colon)) : undefined;
  return { project, title: (project ? argument.slice(colon + 1) : argument).trim() };
}

function newTopic(
  ctx: Context,
  from: Topic,
  intent: CommandIntent,
  { project, title }: PlaceAndTitle,
): void {
  const first = intent.body.trim();
  const name = title || (first ? titleOf(first) : (project?.name ?? 'New chat'));
  const namedBy = title ? 'person' : first ? 'us' : 'nobody';
  const made = ctx.store.topics.make(from.chat, name, namedBy);
  wantName(ctx, made);
  const binding = project ? projectBinding(ctx, project) : projectlessBinding(ctx, name);
  const bound = bind(ctx, made, binding);
  notify(ctx, from, { type: 'new-topic', name }, intent.origin.message);
  if (!first) {
    notify(ctx, bound, { type: 'waits-for-first' });
    return;
  }
  const { origin } = intent;
  enqueue(ctx, bound, storePrompt(ctx, bound, { text: first, origin, writtenIn: from }));
}

function newThreadHere(ctx: Context, topic: Topic, intent: CommandIntent): void {
  const text = [intent.argument, intent.body].filter(Boolean).join('\n').trim();
  const before = topic.binding;
  if (isBusy(ctx, topic)) {
    notify(ctx, topic, { type: 'busy' }, intent.origin.message);
    return;
  }
  const project = ctx.settings().projects.find(({ name }) => name === before?.project);
  if (project) bind(ctx, topic, projectBinding(ctx, project));
  else if (before) bind(ctx, topic, projectlessBinding(ctx, titleOf(text)));
  const fresh = ctx.store.topics.get(topic.key) ?? topic;
  if (text) prompt(ctx, fresh, text, intent.origin);
  else notify(ctx, fresh, { type: 'waits-for-first' }, intent.origin.message);
}

const prompt = (ctx: Context, topic: Topic, text: string, origin: Origin): void =>
  enqueue(ctx, topic, storePrompt(ctx, topic, { text, origin }));
