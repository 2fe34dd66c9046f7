import { expect, test } from 'vitest';
import type { ChatId, TopicId } from '../../src/model/ids.ts';
import { group, mine, say, startRig } from './rig.ts';

const flood = (seconds: number) => ({ type: 'flood', retryAfterMs: seconds * 1000 }) as const;

test('a flooded chat is not called at all until its pause is over, and then all arrives in order', async () => {
  await using rig = await startRig();
  const topics = [1, 2].map((n) => rig.topic(mine, n));
  rig.chat.script = (_call, index) => (index === 0 ? flood(7728) : undefined);
  rig.want(say(rig.topic(mine, 1), 'a', 'one'));
  await rig.clock.advance(50);
  for (const topic of topics) rig.want(say(topic, 'b', 'two'), say(topic, 'c', 'three'));
  await rig.clock.advance(7_728_000);
  expect(rig.chat.calls).toHaveLength(1);
  expect(rig.logged[0]).toMatchObject({ event: 'flood' });
  await rig.clock.advance(60_000);
  expect(rig.chat.texts(1 as TopicId)).toEqual(['one', 'two', 'three']);
  expect(rig.chat.texts(2 as TopicId)).toEqual(['two', 'three']);
});

test('a restart obeys the pause, and other chats do not notice it', async () => {
  await using rig = await startRig();
  rig.chat.script = (_call, index) => (index === 0 ? flood(350) : undefined);
  rig.want(say(rig.topic(mine, 1), 'a', 'one'));
  await rig.clock.advance(50);
  await rig.restart();
  rig.want(say(rig.topic(group, 1), 'a', 'other'));
  await rig.clock.advance(349_000);
  expect(rig.chat.calls).toHaveLength(2);
  await rig.clock.advance(3000);
  expect([...rig.chat.messages.values()].map(({ chat }) => chat)).toEqual([group, mine]);
});

test('a shorter flood does not cut a longer pause', async () => {
  await using rig = await startRig();
  rig.chat.latencyMs = 50;
  rig.chat.script = (_call, index) => (index < 2 ? flood(index === 0 ? 100 : 5) : undefined);
  rig.want(say(rig.topic(mine, 1), 'a', 'one'), say(rig.topic(mine, 2), 'a', 'two'));
  await rig.clock.advance(99_000);
  expect(rig.chat.calls).toHaveLength(2);
});

test('floods in three chats at once pause the whole bot', async () => {
  await using rig = await startRig();
  rig.chat.script = (_call, index) => (index < 3 ? flood(60) : undefined);
  const chats = [mine, group, -300 as ChatId];
  rig.want(...chats.map((chat) => say(rig.topic(chat, 1), 'a', 'one')));
  await rig.clock.advance(100);
  rig.want(say(rig.topic(444 as ChatId, 1), 'a', 'other'));
  await rig.clock.advance(4000);
  expect(rig.chat.calls).toHaveLength(3);
  await rig.clock.advance(1500);
  expect(rig.chat.calls).toHaveLength(4);
});

test('after a flood a chat gets half its minute, and the whole again a quarter of an hour later', async () => {
  await using rig = await startRig();
  rig.chat.script = (_call, index) => (index === 0 ? flood(10) : undefined);
  const topic = rig.topic(group, 1);
  rig.want(...Array.from({ length: 600 }, (_, n) => say(topic, `f${n}`, `${n}`)));
  const sentIn = async (ms: number): Promise<number> => {
    const before = rig.chat.messages.size;
    await rig.clock.advance(ms);
    return rig.chat.messages.size - before;
  };
  await sentIn(12_000);
  expect(await sentIn(300_000)).toBeLessThanOrEqual(46);
  await sentIn(900_000);
  expect(await sentIn(300_000)).toBeGreaterThanOrEqual(85);
  await rig.restart();
  expect(rig.store.pauses.all()).toEqual([]);
});
