import { expect, test } from 'vitest';
import { createRandom } from './random.ts';
import { group, key, liveSlot, mine, type Rig, say, startRig } from './rig.ts';

const minute = 60_000;

/** A turn of a minute or two: a prompt's reaction, a live message that changes all the time, a final. */
async function turn(
  rig: Rig,
  place: { chat: typeof mine; thread: number },
  id: string,
  ms: number,
) {
  const topic = rig.topic(place.chat, place.thread);
  const live = `turn:${id}/live`;
  rig.live.set(id, '0:00');
  rig.want(liveSlot(topic, id));
  for (let passed = 0; passed < ms; passed += 700) {
    rig.live.set(id, `${passed}`);
    rig.outbox.touch(key(topic, live));
    await rig.clock.sleep(700);
  }
  rig.want(say(topic, live, `over ${id}`, 'reply'), say(topic, `turn:${id}/final`, `final ${id}`));
  rig.outbox.close(key(topic, live));
  return { text: `final ${id}`, wantedAt: rig.clock.now() };
}

test('in a busy hour of four forum topics and four private ones finals arrive within 3 s (p95)', {
  timeout: 120_000,
}, async () => {
  await using rig = await startRig();
  const random = createRandom(7);
  const wanted: { text: string; wantedAt: number }[] = [];
  const places = [mine, group].flatMap((chat) => [1, 2, 3, 4].map((thread) => ({ chat, thread })));
  const until = rig.clock.now() + 60 * minute;
  const work = places.map(async (place, index) => {
    await rig.clock.sleep(random() * minute);
    for (let n = 0; rig.clock.now() < until; n++) {
      wanted.push(await turn(rig, place, `${index}-${n}`, minute + random() * minute));
      await rig.clock.sleep(random() * 10_000);
    }
  });
  await rig.clock.runUntil(Promise.all(work));
  await rig.clock.advance(2 * minute);
  const arrivedAt = new Map(
    rig.chat.calls.flatMap(({ at, call }) =>
      call.type === 'send' ? [[call.content.text.text, at] as const] : [],
    ),
  );
  const waits = wanted
    .map(({ text, wantedAt }) => (arrivedAt.get(text) ?? Number.POSITIVE_INFINITY) - wantedAt)
    .toSorted((a, b) => a - b);
  expect(waits.length).toBeGreaterThan(200);
  expect(waits[Math.floor(waits.length * 0.95)]).toBeLessThanOrEqual(3000);
  expect(waits.at(-1)).toBeLessThan(minute);
  expect(rig.outbox.idle()).toBe(true);
});
