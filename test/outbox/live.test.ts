import { expect, test } from 'vitest';
import type { MessageId, TopicId } from '../../src/model/ids.ts';
import { refusal } from './fake-chat.ts';
import { group, key, liveSlot, mine, type Rig, say, startRig } from './rig.ts';

const live = (turn: string): string => `turn:${turn}/live`;

async function running(rig: Rig, chat = mine, thread = 5, turn = 't1') {
  const topic = rig.topic(chat, thread);
  rig.live.set(turn, '0:00');
  rig.want(liveSlot(topic, turn));
  await rig.clock.advance(100);
  return topic;
}

const show = (rig: Rig, topic: Parameters<typeof key>[0], text: string, turn = 't1'): void => {
  rig.live.set(turn, text);
  rig.outbox.touch(key(topic, live(turn)));
};

test('the first sentence that comes while the message is being made follows at once', async () => {
  await using rig = await startRig();
  rig.chat.latencyMs = 150;
  const topic = rig.topic(mine, 5);
  rig.live.set('t1', '0:00');
  rig.want(liveSlot(topic, 't1'));
  await rig.clock.advance(100);
  show(rig, topic, 'first');
  await rig.clock.advance(400);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['first']);
});

test('a thousand changes cost one edit an interval', async () => {
  await using rig = await startRig();
  const topic = await running(rig);
  for (let change = 0; change < 1000; change++) {
    show(rig, topic, `change ${change}`);
    await rig.clock.advance(10);
  }
  await rig.clock.advance(2000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['change 999']);
  expect(rig.chat.calls.length).toBeLessThan(10);
});

test('running time moves without a touch, and nothing is called while nothing changes', async () => {
  await using rig = await startRig();
  await running(rig);
  await rig.clock.advance(60_000);
  expect(rig.chat.calls).toHaveLength(1);
  rig.live.set('t1', '1:00');
  await rig.clock.advance(10_000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['1:00']);
});

test('in a group each of several live messages waits five seconds for every one that runs', async () => {
  await using rig = await startRig();
  const topics = [];
  for (const n of [1, 2, 3]) topics.push(await running(rig, group, n, `t${n}`));
  const stop = rig.clock.now() + 120_000;
  for (let n = 0; rig.clock.now() < stop; n++) {
    for (const [index, topic] of topics.entries()) show(rig, topic, `${n}`, `t${index + 1}`);
    await rig.clock.advance(1000);
  }
  const edits = rig.chat.calls.filter(({ call, at }) => call.type === 'edit' && at > stop - 60_000);
  expect(edits.length).toBeGreaterThanOrEqual(10);
  expect(edits.length).toBeLessThanOrEqual(12);
});

test('a turn that ends before its live message was made leaves nothing of it', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.want(liveSlot(topic, 't1'));
  await rig.clock.advance(100);
  rig.outbox.close(key(topic, live('t1')));
  rig.live.set('t1', 'late');
  rig.outbox.touch(key(topic, live('t1')));
  await rig.clock.advance(60_000);
  expect(rig.chat.calls).toEqual([]);
});

test('a turn whose live message was never made still leaves its folded end', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 5);
  rig.want(liveSlot(topic, 't1'));
  await rig.clock.advance(100);
  rig.want(say(topic, live('t1'), '✓ 0:01', 'reply'));
  await rig.clock.advance(100);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['✓ 0:01']);
});

test('nothing draws a live message over its folded end', async () => {
  await using rig = await startRig();
  const topic = await running(rig);
  rig.want(say(topic, live('t1'), '✓ 0:01', 'reply'));
  rig.want(liveSlot(topic, 't1'));
  show(rig, topic, 'late');
  await rig.clock.advance(10_000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['✓ 0:01']);
});

test('an edit under way when the turn ends is followed by the folded end', async () => {
  await using rig = await startRig();
  const topic = await running(rig);
  rig.chat.latencyMs = 500;
  show(rig, topic, 'first');
  await rig.clock.advance(100);
  rig.want(say(topic, live('t1'), '✓ 0:01', 'reply'));
  await rig.clock.advance(2000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['✓ 0:01']);
});

test('an answer does not wait for a live edit that hangs, nor long for a creation', async () => {
  await using rig = await startRig();
  const topic = await running(rig);
  rig.chat.script = (call) => (call.type === 'edit' ? 'hang' : undefined);
  show(rig, topic, 'first');
  await rig.clock.advance(50);
  rig.want(say(topic, 'final', 'Done.'));
  await rig.clock.advance(50);
  expect(rig.chat.texts(5 as TopicId)).toContain('Done.');

  await rig.clock.advance(5000);
  const other = rig.topic(mine, 6);
  rig.chat.script = (call) => (call.type === 'send' && !call.loud ? 'hang' : undefined);
  rig.live.set('t2', '0:00');
  rig.want(liveSlot(other, 't2'));
  await rig.clock.advance(50);
  rig.want(say(other, 'final', 'Done.'));
  await rig.clock.advance(900);
  expect(rig.chat.texts(6 as TopicId)).toEqual([]);
  await rig.clock.advance(200);
  expect(rig.chat.texts(6 as TopicId)).toEqual(['Done.']);
});

test('a live message that may exist is not made again, and goes on when its button is pressed', async () => {
  await using rig = await startRig();
  rig.chat.script = (call) => (call.type === 'send' ? 'lost' : undefined);
  const topic = await running(rig);
  await rig.clock.advance(120_000);
  expect(rig.chat.messages.size).toBe(1);
  const [message] = rig.chat.messages.keys();
  rig.outbox.seen(mine, message as MessageId, live('t1'));
  show(rig, topic, 'still here');
  await rig.clock.advance(3000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['still here']);
});

test('the folded end of a live message that may exist is dropped, and told where it is pressed', async () => {
  await using rig = await startRig();
  rig.chat.latencyMs = 1000;
  rig.chat.script = (call) => (call.type === 'send' ? 'lost' : undefined);
  const topic = await running(rig);
  rig.want(say(topic, live('t1'), '✓ 0:01', 'reply'));
  await rig.clock.advance(120_000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['0:00']);
  const [message] = rig.chat.messages.keys();
  rig.outbox.seen(mine, message as MessageId, live('t1'));
  await rig.clock.advance(3000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['✓ 0:01']);
});

test('a deleted live message comes once more in its turn, not twice', async () => {
  await using rig = await startRig();
  const topic = await running(rig);
  rig.chat.messages.clear();
  show(rig, topic, 'first');
  await rig.clock.advance(5000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['first']);
  rig.chat.messages.clear();
  show(rig, topic, 'second');
  await rig.clock.advance(60_000);
  expect(rig.chat.messages.size).toBe(0);
  rig.want(say(topic, live('t1'), '✓ 0:01', 'reply'));
  await rig.clock.advance(60_000);
  expect(rig.chat.messages.size).toBe(0);
});

test('a live message that cannot be drawn, or is refused, holds up nothing', async () => {
  let isBroken = true;
  await using rig = await startRig({
    events: {
      view: {
        live: () => {
          if (isBroken) throw new TypeError('broken');
          return { text: { text: 'drawn', entities: [] }, buttons: [] };
        },
      },
    },
  });
  const topic = await running(rig);
  rig.want(say(topic, 'a', 'answer'));
  await rig.clock.advance(100);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['answer']);
  expect(rig.logged).toContainEqual({
    event: 'live-undrawn',
    facts: { topic, error: 'TypeError' },
  });
  isBroken = false;
  await rig.clock.advance(30_000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['answer', 'drawn']);
  rig.chat.script = (call) => (call.type === 'edit' ? refusal('other') : undefined);
  rig.want(say(topic, live('t1'), '✓ 0:01', 'reply'));
  await rig.clock.advance(10_000);
  expect(rig.outbox.idle()).toBe(true);
});

test('after a kill the same live message goes on', async () => {
  await using rig = await startRig();
  const topic = await running(rig);
  await rig.restart();
  show(rig, topic, 'after the kill');
  await rig.clock.advance(3000);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['after the kill']);
});

test('wanting a live message again is a touch, and costs the store nothing', async () => {
  let commits = 0;
  await using rig = await startRig({ onCommit: () => commits++ });
  const topic = await running(rig);
  rig.live.set('t1', 'first');
  const before = commits;
  rig.want(liveSlot(topic, 't1'));
  expect(commits).toBe(before);
  await rig.clock.advance(50);
  expect(rig.chat.texts(5 as TopicId)).toEqual(['first']);
});
