import type { Topic } from '../../model/topic.ts';
import { addCard, notify } from '../cards.ts';
import type { Context } from '../context.ts';
import { placeOf } from '../places.ts';
import { mayWork } from '../roles.ts';
import type { CommandIntent } from './intent.ts';
import { continueCommand, newCommand } from './new.ts';
import { projectCommand } from './project.ts';
import { queueCommand } from './queue.ts';
import { showStatus } from './status.ts';
import { steerCommand } from './steer.ts';
import { stopCommand } from './stop.ts';

interface Command {
  readonly run: (ctx: Context, topic: Topic, intent: CommandIntent) => void;
  /** Viewers may read. */
  readonly reads?: true;
}

const showHelp: Command['run'] = (ctx, topic, { origin }) =>
  void addCard(ctx, topic, { kind: 'help', commands: commandNames }, { replyTo: origin.message });

const welcome: Command['run'] = (ctx, topic, { origin }) =>
  void addCard(ctx, topic, { kind: 'welcome', topics: origin.topics }, { replyTo: origin.message });

const stop: Command = { run: stopCommand };

/** Every command by its name in the chat; `/help` and the menu list those of `commandNames`. */
const commands: Readonly<Record<string, Command>> = {
  start: { run: welcome, reads: true },
  help: { run: showHelp, reads: true },
  status: { run: showStatus, reads: true },
  queue: { run: queueCommand, reads: true },
  new: { run: newCommand },
  continue: { run: continueCommand },
  project: { run: projectCommand },
  steer: { run: steerCommand },
  stop,
  cancel: stop,
  esc: stop,
  interrupt: stop,
};

/** What the menu and `/help` show, in this order. */
export const commandNames = ['new', 'stop', 'queue', 'steer', 'project', 'status', 'help'] as const;

export function acceptCommand(ctx: Context, intent: CommandIntent): void {
  const topic = placeOf(ctx, intent.origin);
  const { message, actor } = intent.origin;
  const command = commands[intent.name];
  if (!command) {
    const near = nearest(intent.name);
    notify(ctx, topic, { type: 'unknown-command', name: intent.name, near }, message);
    return;
  }
  if (!command.reads && !mayWork(actor)) {
    notify(ctx, topic, { type: 'not-allowed', name: intent.name }, message);
    return;
  }
  command.run(ctx, topic, intent);
}

/** Commands that begin like it or share most of its letters, at most three. */
function nearest(name: string): readonly string[] {
  const score = (known: string): number =>
    known.startsWith(name.slice(0, 2))
      ? 2
      : [...known].filter((c) => name.includes(c)).length / known.length;
  return [...commandNames]
    .map((known) => ({ known, score: score(known) }))
    .filter((one) => one.score >= 0.75)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ known }) => known);
}
