import type { Topic } from '../../model/topic.ts';
import { notify } from '../cards.ts';
import { choosePlace, offerProjects } from '../chooser.ts';
import type { Context } from '../context.ts';
import { projectsLike } from '../places.ts';
import { isBusy } from '../prompts/pause.ts';
import type { CommandIntent } from './intent.ts';
import { showStatus } from './status.ts';

/** `/project [name]`: shows the topic's place, or binds an unbound topic to a configured project. */
export function projectCommand(ctx: Context, topic: Topic, intent: CommandIntent): void {
  const name = intent.argument.trim();
  if (!name) {
    showStatus(ctx, topic, intent);
    return;
  }
  const [project, ...others] = projectsLike(ctx, name);
  if (!project) {
    const known = ctx.settings().projects.map((one) => one.name);
    notify(ctx, topic, { type: 'unknown-project', name, known }, intent.origin.message);
    return;
  }
  if (isBusy(ctx, topic)) {
    notify(ctx, topic, { type: 'busy' }, intent.origin.message);
    return;
  }
  if (others.length > 0) {
    offerProjects(ctx, topic, [project, ...others], {
      excerpt: name,
      replyTo: intent.origin.message,
    });
    return;
  }
  const chooser = ctx.store.prompts.open(topic.key).find((one) => one.state === 'held')?.card;
  choosePlace(ctx, topic, chooser, project.name);
  notify(ctx, topic, { type: 'bound', project: project.name }, intent.origin.message);
}
