import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Call } from '../../src/model/call.ts';
import type { ChatId } from '../../src/model/ids.ts';
import { priorities } from '../../src/model/slot.ts';
import { group, key, liveSlot, mine, type Rig, say, startRig } from './rig.ts';

const chatOf = (call: Call): ChatId | undefined =>
  'address' in call ? call.address.chat : 'chat' in call ? call.chat : undefined;

/** The most that ever fell into one window. */
function fullest(times: readonly number[], spanMs: number): number {
  let most = 0;
  let first = 0;
  for (const [last, at] of times.entries()) {
    while ((times[first] ?? at) <= at - spanMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

const timesOf = (rig: Rig, keep: (call: Call) => boolean): readonly number[] =>
  rig.chat.calls.filter(({ call }) => keep(call)).map(({ at }) => at);

const action = fc.record({
  afterMs: fc.nat(20_000),
  chat: fc.constantFrom(mine, group),
  thread: fc.integer({ min: 1, max: 4 }),
  what: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...priorities) },
    { weight: 2, arbitrary: fc.constant('turn' as const) },
    { weight: 1, arbitrary: fc.constant('end' as const) },
  ),
  copies: fc.integer({ min: 1, max: 12 }),
});

test('no window is ever fuller than Telegram bears, whatever is wanted', { timeout: 120_000 }, () =>
  fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 60 }), async (actions) => {
      await using rig = await startRig();
      rig.chat.latencyMs = 120;
      for (const [n, { afterMs, chat, thread, what, copies }] of actions.entries()) {
        const topic = rig.topic(chat, thread);
        const turn = `${chat}/${thread}`;
        if (what === 'turn') {
          rig.live.set(turn, `${n}`);
          rig.want(liveSlot(topic, turn));
          rig.outbox.touch(key(topic, `turn:${turn}/live`));
        } else if (what === 'end') rig.want(say(topic, `turn:${turn}/live`, 'over', 'reply'));
        else {
          for (let i = 0; i < copies; i++) rig.want(say(topic, `m${n}/${i}`, `${n}/${i}`, what));
        }
        for (let passed = 0; passed < afterMs; passed += 1000) {
          for (const id of rig.live.keys()) rig.live.set(id, `${n} ${passed}`);
          await rig.clock.advance(1000);
        }
      }
      await rig.clock.advance(600_000);
      const inGroup = timesOf(rig, (call) => chatOf(call) === group);
      const inPrivate = timesOf(rig, (call) => chatOf(call) === mine);
      expect(fullest(inGroup, 60_000)).toBeLessThanOrEqual(18);
      expect(fullest(inPrivate, 60_000)).toBeLessThanOrEqual(55);
      for (const [seconds, most] of [
        [1, 4],
        [2, 5],
        [4, 7],
        [8, 11],
      ] as const) {
        expect(fullest(inGroup, seconds * 1000)).toBeLessThanOrEqual(most);
        expect(fullest(inPrivate, seconds * 1000)).toBeLessThanOrEqual(most);
      }
      expect(rig.outbox.idle()).toBe(true);
    }),
    { numRuns: 6 },
  ),
);

test('the whole bot begins at most 25 calls in a second', async () => {
  await using rig = await startRig();
  rig.chat.latencyMs = 5;
  for (let n = 1; n <= 100; n++)
    rig.want(say(rig.topic((1000 + n) as ChatId), 'a', 'x', 'request'));
  await rig.clock.advance(10_000);
  const times = timesOf(rig, () => true);
  expect(times).toHaveLength(100);
  expect(fullest(times, 1000)).toBe(25);
});

test('a restart does not open the minute again', async () => {
  await using rig = await startRig();
  const topic = rig.topic(group, 1);
  rig.want(...Array.from({ length: 40 }, (_, n) => say(topic, `f${n}`, `${n}`)));
  await rig.clock.advance(20_000);
  await rig.restart();
  await rig.clock.advance(200_000);
  const times = timesOf(rig, () => true);
  expect(times).toHaveLength(40);
  expect(fullest(times, 60_000)).toBe(18);
});

test('a wall clock that jumps does not open it either', async () => {
  await using rig = await startRig();
  const topic = rig.topic(group, 1);
  const monotonic: number[] = [];
  rig.chat.script = () => {
    monotonic.push(rig.clock.monotonic());
    return undefined;
  };
  rig.want(...Array.from({ length: 60 }, (_, n) => say(topic, `f${n}`, `${n}`)));
  for (const jump of [3_600_000, -7_200_000, 3_600_000]) {
    await rig.clock.advance(20_000);
    rig.clock.jumpWall(jump);
  }
  await rig.clock.advance(300_000);
  expect(monotonic).toHaveLength(60);
  expect(fullest(monotonic, 60_000)).toBe(18);
});

test('when the minute is nearly used up, answers and requests still go, progress waits', async () => {
  await using rig = await startRig();
  const topic = rig.topic(group, 1);
  rig.want(...Array.from({ length: 30 }, (_, n) => say(topic, `r${n}`, `${n}`, 'reply')));
  await rig.clock.advance(40_000);
  expect(rig.chat.calls).toHaveLength(14);
  const [other, third] = [rig.topic(group, 2), rig.topic(group, 3)];
  rig.live.set('t', 'working');
  rig.want(say(other, 'c', 'aloud', 'commentary'), liveSlot(third, 't'));
  rig.want(say(other, 'f', 'Done.'), say(third, 'q', 'Allow?', 'request'));
  await rig.clock.advance(1000);
  expect(
    rig.chat.calls.slice(14).map(({ call }) => call.type === 'send' && call.content.text.text),
  ).toEqual(['Allow?', 'Done.']);
});

test('topics take turns: one that talks a lot does not starve another', async () => {
  await using rig = await startRig();
  const loud = rig.topic(group, 1);
  rig.want(...Array.from({ length: 30 }, (_, n) => say(loud, `f${n}`, `${n}`)));
  await rig.clock.advance(5000);
  const before = rig.chat.messages.size;
  rig.want(say(rig.topic(group, 2), 'f', 'mine'));
  await rig.clock.advance(10_000);
  const order = [...rig.chat.messages.values()].map(({ content }) => content.text.text);
  expect(order.indexOf('mine')).toBeLessThanOrEqual(before + 1);
});

test('a request overtakes finals that wait', async () => {
  await using rig = await startRig();
  const topic = rig.topic(mine, 1);
  rig.want(say(topic, 'f1', 'one'), say(topic, 'f2', 'two'), say(topic, 'q', 'Allow?', 'request'));
  await rig.clock.advance(5000);
  expect(rig.chat.texts(1 as never)).toEqual(['Allow?', 'one', 'two']);
});
