import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TopicKey } from '../../src/model/ids.ts';
import type { Slot } from '../../src/model/slot.ts';
import type { Verdict } from './fake-chat.ts';
import { mine, type Rig, reactionSlot, say, startRig, topicSlot } from './rig.ts';

/** Throws at the chosen commit, and at every later one until it is mended: the process is dead. */
function killer() {
  let left = Number.POSITIVE_INFINITY;
  return {
    killAfter: (commits: number) => {
      left = commits;
    },
    mend: () => {
      left = Number.POSITIVE_INFINITY;
    },
    isDead: () => left <= 0,
    onCommit: () => {
      left -= 1;
      if (left <= 0) throw new Error('killed');
    },
  };
}

/** The wishes of a small evening in one topic; whoever wished them repeats them after a crash. */
function wishesIn(topic: TopicKey): readonly (readonly Slot[])[] {
  return [
    [reactionSlot(topic, 9), say(topic, 'queue', '2nd in the queue', 'queue')],
    [say(topic, 'card', 'Allow?', 'request')],
    [say(topic, 'final/1', 'Part one'), say(topic, 'final/2', 'Part two')],
    [say(topic, 'card', 'Allowed.', 'request'), say(topic, 'queue', 'Sent.', 'queue')],
    [topicSlot(topic, 'shop')],
  ];
}

async function wishAll(rig: Rig, topic: TopicKey, isDead: () => boolean): Promise<void> {
  for (const slots of wishesIn(topic)) {
    if (isDead()) return;
    try {
      rig.outbox.want(slots);
    } catch {
      return;
    }
    await rig.clock.advance(1500);
  }
}

const expected = ['Allowed.', 'Part one', 'Part two', 'Sent.'];

function copiesOf(rig: Rig): ReadonlyMap<string, number> {
  const copies = new Map<string, number>();
  for (const text of rig.chat.texts(5 as never)) copies.set(text, (copies.get(text) ?? 0) + 1);
  return copies;
}

test('a kill at any commit loses nothing, and doubles only what it cut off', {
  timeout: 120_000,
}, async () => {
  let point = 1;
  for (let isOver = false; !isOver; point += 1) {
    const kill = killer();
    await using rig = await startRig({ onCommit: kill.onCommit });
    const topic = rig.topic(mine, 5);
    kill.killAfter(point);
    await wishAll(rig, topic, kill.isDead);
    isOver = !kill.isDead();
    kill.mend();
    const cutOff = await rig.restart();
    rig.outbox.want(wishesIn(topic).flat());
    await rig.clock.advance(60_000);
    const copies = copiesOf(rig);
    const doubled = [...copies.values()].reduce((sum, count) => sum + count - 1, 0);
    // What stays of a card whose call was cut off is its first text.
    const kept = [...copies.keys()].filter((text) => expected.includes(text)).toSorted();
    expect({ point, kept }).toEqual({ point, kept: expected });
    const stray = copies.size - expected.length;
    expect(doubled + stray).toBeLessThanOrEqual(cutOff.length);
    expect(rig.outbox.idle()).toBe(true);
    const calls = rig.chat.calls.length;
    rig.outbox.want(wishesIn(topic).flat());
    await rig.clock.advance(10_000);
    expect(rig.chat.calls.length).toBe(calls);
  }
  expect(point).toBeGreaterThan(20);
});

const verdict = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Verdict>(undefined) },
  { weight: 1, arbitrary: fc.constant<Verdict>('lost') },
  { weight: 1, arbitrary: fc.constant<Verdict>({ type: 'unknown', reason: '502' }) },
  { weight: 1, arbitrary: fc.constant<Verdict>({ type: 'not-sent', reason: 'refused' }) },
  { weight: 1, arbitrary: fc.constant<Verdict>({ type: 'flood', retryAfterMs: 5000 }) },
);

test(
  'through any mixture of troubles and kills every final arrives, in order',
  { timeout: 120_000 },
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(verdict, { maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 25 }), { maxLength: 3 }),
        fc.array(fc.nat(3), { minLength: 1, maxLength: 12 }),
        async (verdicts, kills, threads) => {
          const kill = killer();
          await using rig = await startRig({ onCommit: kill.onCommit });
          let lost = 0;
          rig.chat.script = (_call, index) => {
            const said = verdicts[index];
            if (said === 'lost') lost += 1;
            return said;
          };
          const topics = [0, 1, 2, 3].map((n) => rig.topic(mine, n + 1));
          const slots = threads.map((thread, n) =>
            say(topics[thread] ?? (topics[0] as never), `f${n}`, `${n}`),
          );
          let cutOff = 0;
          for (const commits of kills) {
            kill.killAfter(commits);
            try {
              rig.outbox.want(slots);
            } catch {}
            await rig.clock.advance(20_000);
            kill.mend();
            cutOff += (await rig.restart()).length;
          }
          rig.outbox.want(slots);
          await rig.clock.advance(3_600_000);
          for (const thread of [0, 1, 2, 3]) {
            const wanted = slots
              .filter((_, n) => threads[n] === thread)
              .map((slot) => slot.key.name.slice(1));
            const said = [...new Set(rig.chat.texts((thread + 1) as never))];
            expect(said).toEqual(wanted);
          }
          expect(rig.chat.messages.size - slots.length).toBeLessThanOrEqual(lost + cutOff);
          expect(rig.outbox.idle()).toBe(true);
        },
      ),
      { numRuns: 40 },
    ),
);

test('a failure of the store ends the run with that failure', async () => {
  const kill = killer();
  await using rig = await startRig({ onCommit: kill.onCommit });
  const topic = rig.topic(mine, 5);
  rig.want(say(topic, 'a', 'one'));
  kill.killAfter(3);
  await rig.clock.advance(5000);
  kill.mend();
  expect(rig.chat.texts(5 as never)).toEqual(['one']);
  const again = rig.outbox.run(AbortSignal.timeout(60_000));
  await rig.clock.advance(20_000);
  expect(rig.chat.texts(5 as never)).toEqual(['one', 'one']);
  expect(again).toBeInstanceOf(Promise);
});
