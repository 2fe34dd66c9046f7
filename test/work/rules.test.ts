import { expect, test } from 'vitest';
import { createSeededRandom } from '../../src/base/random.ts';
import { createSimClock } from '../../src/base/sim-clock.ts';
import { commandMoves, type EngineCommand } from '../../src/model/command.ts';
import type {
  CardId,
  ChatId,
  ClientId,
  PromptId,
  ThreadId,
  TopicId,
  TopicKey,
  TurnId,
} from '../../src/model/ids.ts';
import type { Moves } from '../../src/model/moves.ts';
import { type Prompt, type PromptState, promptMoves } from '../../src/model/prompt.ts';
import { requestMoves } from '../../src/model/request.ts';
import type { Project } from '../../src/model/settings.ts';
import { type Topic, topicMoves } from '../../src/model/topic.ts';
import type { Context } from '../../src/work/context.ts';
import {
  findProject,
  obviousBinding,
  projectlessBinding,
  projectsLike,
  titleOf,
} from '../../src/work/places.ts';
import { nextStep } from '../../src/work/prompts/advance.ts';
import { project } from '../support/rig/bridge.ts';

const tables: readonly (readonly [string, Moves<string, string>, string, readonly string[]])[] = [
  ['prompt', promptMoves, 'gathering', ['done', 'failed', 'interrupted', 'deleted']],
  ['request', requestMoves, 'asked', ['settled']],
  ['command', commandMoves, 'queued', ['done', 'failed']],
];

test.each(tables)(
  'every state of a %s can be reached, and an end has no way out',
  (_, table, first, ends) => {
    const seen = new Set([first]);
    for (const state of seen)
      for (const next of Object.values(table[state] ?? {})) if (next) seen.add(next);
    expect([...seen].sort()).toEqual(Object.keys(table).sort());
    const final = Object.keys(table).filter(
      (state) => Object.keys(table[state] ?? {}).length === 0,
    );
    expect(final.sort()).toEqual([...ends].sort());
  },
);

test('a topic can always come back', () => {
  for (const moves of Object.values(topicMoves)) expect(Object.keys(moves)).not.toEqual([]);
});

test('a prompt that the engine may have is never simply sent again', () => {
  for (const state of ['sending', 'accepted', 'running'] as const) {
    expect(promptMoves[state]).not.toHaveProperty('send');
  }
});

const topic = (change: Partial<Topic> = {}): Topic => ({
  key: 1 as TopicKey,
  chat: 111 as ChatId,
  topic: 5 as TopicId,
  state: 'open',
  name: 'work',
  namedBy: 'person',
  generation: 1,
  binding: { instance: 'main', thread: 't' as ThreadId, directory: '/x', project: 'shop' },
  runningTurn: undefined,
  paused: undefined,
  ...change,
});
const prompt = (id: number, state: PromptState): Prompt => ({
  id: id as PromptId,
  topic: 1 as TopicKey,
  generation: 1,
  state,
  clientId: `pd-${id}` as ClientId,
  text: 'x',
  source: undefined,
  place: id,
  turn: undefined,
  gather: undefined,
  card: undefined as CardId | undefined,
  createdAt: 0,
  sentAt: undefined,
  endedAt: undefined,
});
const starting: EngineCommand = {
  id: 1,
  topic: 1 as TopicKey,
  generation: 1,
  body: { type: 'start-thread', thread: { cwd: '/x' }, makeDirectory: false },
  state: 'queued',
  attempts: 0,
};
const noThread = { instance: 'main', thread: undefined, directory: '/x', project: 'shop' };

test('the head of an idle, bound queue is sent', () => {
  const head = prompt(2, 'waiting');
  expect(nextStep(topic(), [prompt(1, 'held'), head, prompt(3, 'waiting')], [])).toEqual({
    type: 'start-turn',
    prompt: head,
  });
});

test.each<[string, Topic, readonly Prompt[]]>([
  ['nothing waits', topic(), [prompt(1, 'held'), prompt(2, 'gathering')]],
  ['the topic is not bound', topic({ binding: undefined }), [prompt(1, 'waiting')]],
  ['a turn runs', topic({ runningTurn: 'u' as TurnId }), [prompt(1, 'waiting')]],
  ['the queue is paused', topic({ paused: 'person' }), [prompt(1, 'waiting')]],
  ['another is on its way', topic(), [prompt(1, 'sending'), prompt(2, 'waiting')]],
  ['another was accepted', topic(), [prompt(1, 'accepted'), prompt(2, 'waiting')]],
  ['another runs', topic(), [prompt(1, 'running'), prompt(2, 'waiting')]],
])('the queue waits while %s', (_, place, prompts) => {
  expect(nextStep(place, prompts, [])).toEqual({ type: 'wait' });
});

test('a thread is started once, and before the first turn', () => {
  const place = topic({ binding: noThread });
  expect(nextStep(place, [prompt(1, 'waiting')], [])).toEqual({ type: 'start-thread' });
  expect(nextStep(place, [prompt(1, 'waiting')], [starting])).toEqual({ type: 'wait' });
});

test.each([
  ['fix the login', 'fix the login'],
  ['  one \t two\nthree', 'one two'],
  ['', 'Chat'],
  ['\n\n', 'Chat'],
  [
    'a sentence that is rather long and has to end at a word somewhere',
    'a sentence that is rather long and has to end…',
  ],
  ['x'.repeat(60), `${'x'.repeat(47)}…`],
  ['x'.repeat(48), 'x'.repeat(48)],
  ['👩‍💻'.repeat(3), '👩‍💻'.repeat(3)],
])('the title of %j is %j', (text, title) => {
  expect(titleOf(text)).toBe(title);
});

test('a title never cuts a character in two', () => {
  const title = titleOf('😀'.repeat(100));
  expect(title).toBe(`${'😀'.repeat(47)}…`);
});

const ctx = (...projects: readonly Project[]): Context =>
  ({
    instance: 'main',
    clock: createSimClock(Date.UTC(2026, 10, 21, 9)),
    random: createSeededRandom(1),
    settings: () => ({ projects, projectless: '/home/{date}/{title}' }),
  }) as unknown as Context;
const [shop, shopping, blog] = ['Shop', 'shopping', 'blog'].map((name) =>
  project(name, `/sim/${name}`),
) as [Project, Project, Project];

test.each([
  ['shop', 'Shop'],
  ['SHOPPING', 'shopping'],
  ['b', 'blog'],
  [' blog ', 'blog'],
  ['sho', undefined],
  ['garden', undefined],
  ['', undefined],
])('the name %j means the project %s', (name, found) => {
  expect(findProject(ctx(shop, shopping, blog), name)?.name).toBe(found);
});

test('an ambiguous name means all that begin with it', () => {
  expect(projectsLike(ctx(shop, shopping, blog), 'sho')).toEqual([shop, shopping]);
});

test('only one project, a default one or none is obvious', () => {
  expect(obviousBinding(ctx(shop), 'x')?.project).toBe('Shop');
  expect(obviousBinding(ctx(shop, { ...blog, isDefault: true }), 'x')?.project).toBe('blog');
  expect(obviousBinding(ctx(shop, blog), 'x')).toBeUndefined();
  expect(obviousBinding(ctx(), 'x')?.directory).toBe('/home/2026-11-21/x');
});

test.each([
  ['Plan: my/../trip!', 'plan-my-trip'],
  ['../../etc/passwd', 'etc-passwd'],
  ['???', 'chat'],
  ['Größe 2', 'größe-2'],
  ['$& and $1', 'and-1'],
  ['long '.repeat(40), /^[a-z-]{1,60}$/],
])('a chat named %j gets a directory with a safe name', (title, name) => {
  const { directory } = projectlessBinding(ctx(), title);
  expect(directory.replace('/home/2026-11-21/', '')).toMatch(name);
  expect(directory.split('/')).toHaveLength(4);
  expect(directory).not.toMatch(/-$/);
});
