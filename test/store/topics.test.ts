import { expect, test } from 'vitest';
import type { ChatId, ThreadId, TopicId, TurnId } from '../../src/model/ids.ts';
import type { Binding } from '../../src/model/topic.ts';
import { tempStore } from './temp-store.ts';

const chat = -100 as ChatId;
const place = (topic?: number) => ({ chat, topic: topic as TopicId | undefined });
const binding = (thread?: string): Binding => ({
  instance: 'here',
  thread: thread as ThreadId | undefined,
  directory: '/work/shop',
  project: 'shop',
});

test('writing from a place makes its row once, main views too', () => {
  using store = tempStore();
  const main = store.topics.ensure(place());
  const topic = store.topics.ensure(place(5));
  expect(store.topics.ensure(place()).key).toBe(main.key);
  expect(store.topics.ensure(place(5))).toEqual(topic);
  expect(topic).toMatchObject({
    state: 'open',
    topic: 5,
    namedBy: 'nobody',
    generation: 0,
    binding: undefined,
  });
  expect(store.topics.at(place(6))).toBeUndefined();
});

test('a topic that is being made has no address until Telegram tells it', () => {
  using store = tempStore();
  const { key, state } = store.topics.make(chat, 'fix the login', 'us');
  expect(state).toBe('making');
  expect(store.topics.at(place())).toBeUndefined();
  expect(store.topics.addressed(key, 9 as TopicId)).toBe(true);
  expect(store.topics.at(place(9))).toMatchObject({
    key,
    state: 'open',
    name: 'fix the login',
    namedBy: 'us',
  });
  expect(store.topics.addressed(key, 10 as TopicId)).toBe(false);
});

test('an address that a bound row has is refused; an unbound newcomer gives way', () => {
  using store = tempStore();
  const newcomer = store.topics.ensure(place(9)).key;
  const { key } = store.topics.make(chat, 'x', 'us');
  store.topics.bind(newcomer, binding('t'));
  expect(store.topics.addressed(key, 9 as TopicId)).toBe(false);
  store.topics.unbind(newcomer);
  expect(store.topics.addressed(key, 9 as TopicId)).toBe(true);
  expect(store.topics.at(place(9))?.key).toBe(key);
  expect(store.topics.get(newcomer)).toMatchObject({ state: 'lost', topic: undefined });
});

test('binding anew raises the generation and ends what belonged to the old binding', () => {
  using store = tempStore();
  const { key } = store.topics.ensure(place(5));
  expect(store.topics.bind(key, binding()).generation).toBe(1);
  store.topics.setThread(key, 'thread-1' as ThreadId);
  store.topics.setRunningTurn(key, 'turn-1' as TurnId);
  store.topics.setPaused(key, 'failed');
  expect(store.topics.byThread('here', 'thread-1' as ThreadId)).toMatchObject({
    key,
    generation: 1,
    runningTurn: 'turn-1',
    paused: 'failed',
    binding: binding('thread-1'),
  });
  expect(store.topics.bind(key, { ...binding('thread-2'), project: undefined })).toMatchObject({
    generation: 2,
    runningTurn: undefined,
    paused: undefined,
    binding: { thread: 'thread-2', project: undefined },
  });
  store.topics.unbind(key);
  expect(store.topics.get(key)).toMatchObject({ binding: undefined, generation: 2 });
});

test('a thread is shown by one topic', () => {
  using store = tempStore();
  const first = store.topics.ensure(place(1)).key;
  const second = store.topics.ensure(place(2)).key;
  store.topics.bind(first, binding('t'));
  expect(() => store.topics.bind(second, binding('t'))).toThrow(/UNIQUE/);
  store.topics.bind(second, { ...binding('t'), instance: 'elsewhere' });
  expect(store.topics.bound().map(({ key }) => key)).toEqual([first, second]);
});

test('a lost topic keeps its thread until another takes it, and does not take it back', () => {
  using store = tempStore();
  const first = store.topics.ensure(place(1)).key;
  const second = store.topics.ensure(place(2)).key;
  store.topics.bind(first, binding('t'));
  expect(store.topics.move(first, 'lost')).toBe(true);
  expect(store.topics.bound()).toEqual([]);
  expect(store.topics.byThread('here', 't' as ThreadId)?.key).toBe(first);
  store.topics.bind(second, binding('t'));
  expect(store.topics.byThread('here', 't' as ThreadId)?.key).toBe(second);
  expect(store.topics.move(first, 'reopened')).toBe(true);
  expect(store.topics.get(first)).toMatchObject({ state: 'open', binding: undefined });
});

test('a lost topic that gets a new address lives on with its thread', () => {
  using store = tempStore();
  const { key } = store.topics.ensure(place(1));
  store.topics.bind(key, binding('t'));
  store.topics.move(key, 'lost');
  expect(store.topics.addressed(key, 8 as TopicId)).toBe(true);
  expect(store.topics.get(key)).toMatchObject({
    topic: 8,
    state: 'open',
    binding: { thread: 't' },
  });
});

test('moves that the table refuses change nothing', () => {
  using store = tempStore();
  const { key } = store.topics.ensure(place(1));
  expect(store.topics.move(key, 'reopened')).toBe(false);
  expect(store.topics.move(key, 'closed')).toBe(true);
  expect(store.topics.move(key, 'closed')).toBe(false);
  expect(store.topics.get(key)?.state).toBe('closed');
});

test('a name remembers who gave it', () => {
  using store = tempStore();
  const { key } = store.topics.ensure(place(1));
  store.topics.rename(key, 'Ann’s corner', 'person');
  expect(store.topics.get(key)).toMatchObject({ name: 'Ann’s corner', namedBy: 'person' });
});

test('a group that becomes a supergroup takes its topics along', () => {
  using store = tempStore();
  const to = -200 as ChatId;
  const main = store.topics.ensure(place());
  store.topics.bind(main.key, binding('t'));
  const newcomer = store.topics.ensure({ chat: to, topic: undefined });
  store.migrateChat(chat, to);
  expect(store.topics.at({ chat: to, topic: undefined })).toMatchObject({
    key: main.key,
    binding: { thread: 't' },
  });
  expect(store.topics.get(newcomer.key)?.state).toBe('lost');
  expect(store.topics.at(place())).toBeUndefined();
});
