import type { Origin } from '../model/intent.ts';
import type { Project } from '../model/settings.ts';
import type { Binding, Topic } from '../model/topic.ts';
import type { Context } from './context.ts';

/** The row of the place that an intent came from, made when we see the place for the first time. */
export function placeOf(ctx: Context, origin: Origin): Topic {
  const { topics } = ctx.store;
  const topic = topics.ensure(origin.address);
  // A message in a topic proves that it is there, whatever we took it for.
  if (topic.state !== 'lost' || !topics.move(topic.key, 'reopened')) return topic;
  return topics.get(topic.key) ?? topic;
}

/** The binding that needs no question: the only project, the default one, or none where none is configured. */
export function obviousBinding(ctx: Context, title: string): Binding | undefined {
  const { projects } = ctx.settings();
  if (projects.length === 0) return projectlessBinding(ctx, title);
  const project = projects.length === 1 ? projects[0] : projects.find((one) => one.isDefault);
  return project && projectBinding(ctx, project);
}

export const projectBinding = (ctx: Context, project: Project): Binding => ({
  instance: ctx.instance,
  thread: undefined,
  directory: project.path,
  project: project.name,
});

export function projectlessBinding(ctx: Context, title: string): Binding {
  const date = new Date(ctx.clock.now()).toISOString().slice(0, 10);
  const directory = ctx
    .settings()
    .projectless.replace('{date}', date)
    .replace('{title}', directoryName(title));
  return { instance: ctx.instance, thread: undefined, directory, project: undefined };
}

/** Ties the topic to a place; its waiting prompts follow. */
export function bind(ctx: Context, topic: Topic, binding: Binding): Topic {
  const bound = ctx.store.topics.bind(topic.key, binding);
  ctx.store.prompts.rebind(topic.key, bound.generation);
  return bound;
}

/** The project of that name, by exact match without case first, else by a unique beginning. */
export function findProject(ctx: Context, name: string): Project | undefined {
  const found = projectsLike(ctx, name);
  return found.length === 1 ? found[0] : undefined;
}

/** Every project that the name may mean: the one of exactly that name, else all that begin with it. */
export function projectsLike(ctx: Context, name: string): readonly Project[] {
  const wanted = name.trim().toLowerCase();
  const { projects } = ctx.settings();
  const exact = projects.filter((project) => project.name.toLowerCase() === wanted);
  if (exact.length > 0 || !wanted) return exact.slice(0, 1);
  return projects.filter((project) => project.name.toLowerCase().startsWith(wanted));
}

/** First words of a prompt as a topic's name: one line, at most 48 characters. */
export function titleOf(text: string): string {
  const line = text.trim().split('\n', 1)[0]?.replace(/\s+/g, ' ').trim() ?? '';
  const characters = Array.from(line);
  if (characters.length <= 48) return line || 'Chat';
  const cut = characters.slice(0, 47).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > 24 ? cut.slice(0, space) : cut}…`;
}

function directoryName(title: string): string {
  const words = title
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-/, '');
  return Array.from(words).slice(0, 60).join('').replace(/-$/, '') || 'chat';
}
