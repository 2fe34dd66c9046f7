import { expect, test } from 'vitest';
import { createSimClock } from '../../src/base/sim-clock.ts';
import { createTelegramApi } from '../../src/channel/telegram/api/api.ts';
import { createChannel } from '../../src/channel/telegram/send/channel.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { ChatId, TopicId, TopicKey } from '../../src/model/ids.ts';
import { createOutbox } from '../../src/outbox/outbox.ts';
import { tempStore } from '../store/temp-store.ts';
import { key, liveSlot, reactionSlot, say, topicSlot } from './rig.ts';

/** The outbox, the real sender and the emulator with its limits, in one process and one time. */
function start() {
  const clock = createSimClock();
  const emulator = createEmulator({ clock });
  const ann = emulator.person({ id: 111, firstName: 'Ann' });
  const mine = ann.privateChat({ topics: true }).id as ChatId;
  const forum = emulator.forum({ owner: ann, bot: 'administrator' }).id as ChatId;
  const { token, fetch } = emulator;
  const api = createTelegramApi({ token, apiRoot: 'http://telegram.test', clock, fetch });
  const store = tempStore();
  const live = new Map<string, string>();
  const outbox = createOutbox({
    store,
    clock,
    channel: createChannel(api.sending),
    random: () => 0.5,
    view: {
      live: (turn) => ({ text: { text: live.get(turn) ?? '…', entities: [] }, buttons: [] }),
    },
  });
  const stop = new AbortController();
  const ended = outbox.run(stop.signal);
  return {
    clock,
    emulator,
    ann,
    mine,
    forum,
    store,
    live,
    outbox,
    topic: (chat: ChatId, name: string): TopicKey => {
      const topic = ann.opensTopic({ id: chat }, name) as unknown as TopicId;
      return store.topics.ensure({ chat, topic }).key;
    },
    texts: (chat: ChatId) =>
      emulator
        .transcript({ id: chat })
        .filter(({ from }) => from.isBot)
        .map(({ text }) => text),
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await clock.runUntil(ended);
      api[Symbol.dispose]();
      store[Symbol.dispose]();
    },
  };
}

type Running = ReturnType<typeof start>;

/** Turns of a minute, one after the other, whose live message changes all the time. */
async function turns(
  running: Running,
  topic: TopicKey,
  chat: ChatId,
  count: number,
): Promise<void> {
  const { clock, live, outbox, ann, store } = running;
  const thread = Number(store.topics.get(topic)?.topic);
  for (let n = 0; n < count; n++) {
    const id = `${topic}-${n}`;
    const said = ann.says({ id: chat }, 'go', { topic: thread });
    live.set(id, '0:00');
    outbox.want([reactionSlot(topic, said.id), liveSlot(topic, id)]);
    for (let second = 0; second < 60; second++) {
      live.set(id, `0:${second}`);
      outbox.touch(key(topic, `turn:${id}/live`));
      await clock.sleep(1000);
    }
    outbox.want([
      say(topic, `turn:${id}/live`, `over ${id}`, 'reply'),
      say(topic, `turn:${id}/final`, `final ${id}`),
    ]);
    outbox.close(key(topic, `turn:${id}/live`));
  }
}

test('twenty busy minutes in a forum and a private chat meet no refusal, and every final is there once', {
  timeout: 120_000,
}, async () => {
  await using running = start();
  const { clock, emulator, outbox, mine, forum } = running;
  const places = [mine, forum].flatMap((chat) =>
    [1, 2, 3, 4].map((n) => ({ chat, topic: running.topic(chat, `t${n}`) })),
  );
  await clock.runUntil(
    Promise.all(places.map(({ chat, topic }) => turns(running, topic, chat, 20))),
  );
  await clock.runUntil(() => outbox.idle());
  expect(emulator.count.refusals).toBe(0);
  for (const { chat, topic } of places) {
    const finals = running.texts(chat).filter((text) => text.startsWith(`final ${topic}-`));
    expect(finals).toEqual(Array.from({ length: 20 }, (_, n) => `final ${topic}-${n}`));
  }
});

test.each([36, 350, 7728])(
  'a ban of %i s is waited out without a call, and nothing is lost',
  async (seconds) => {
    await using running = start();
    const { clock, emulator, outbox, forum } = running;
    const topic = running.topic(forum, 'shop');
    emulator.faults.ban({ id: forum }, seconds);
    for (let n = 0; n < 10; n++) {
      outbox.want([say(topic, `f${n}`, `final ${n}`)]);
      await clock.advance((seconds * 1000) / 20);
    }
    await clock.runUntil(() => outbox.idle());
    expect(running.texts(forum)).toEqual(Array.from({ length: 10 }, (_, n) => `final ${n}`));
    expect(emulator.count.duringPause).toBeLessThanOrEqual(1);
  },
);

test.each(['error', 'silent'] as const)(
  'a final for a topic that was deleted (%s) finds a new one',
  async (how) => {
    await using running = start();
    const { clock, emulator, ann, outbox, store, mine } = running;
    const [topic, other] = [running.topic(mine, 'shop'), running.topic(mine, 'other')];
    store.topics.rename(topic, 'shop', 'us');
    const number = store.topics.get(topic)?.topic;
    ann.deletesTopic({ id: mine }, Number(number), how);
    outbox.want([say(topic, 'f', 'Done.')]);
    await clock.advance(30_000);
    outbox.want([say(other, 'f', 'fine here')]);
    await clock.advance(120_000);
    const now = store.topics.get(topic)?.topic;
    expect(now).not.toBe(number);
    const there = emulator.transcript({ id: mine }, now).filter(({ from }) => from.isBot);
    expect(there.map(({ text }) => text)).toContain('Done.');
    const main = emulator.transcript({ id: mine }, null).filter(({ from }) => from.isBot);
    expect(main.filter(({ service }) => !service)).toEqual([]);
  },
);

test('a topic that is made gets its name, and later another', async () => {
  await using running = start();
  const { clock, emulator, outbox, store, forum } = running;
  const { key: topic } = store.topics.make(forum, 'shop', 'us');
  outbox.want([topicSlot(topic, 'shop'), say(topic, 'a', 'hello')]);
  await clock.runUntil(() => outbox.idle());
  outbox.want([topicSlot(topic, 'shop: login')]);
  await clock.runUntil(() => outbox.idle());
  expect(emulator.topics({ id: forum }).map(({ name }) => name)).toContain('shop: login');
});

test('a group that becomes a supergroup keeps getting its answers', async () => {
  await using running = start();
  const { clock, emulator, ann, outbox, store } = running;
  const group = emulator.group({ type: 'group', owner: ann });
  const topic = store.topics.ensure({ chat: group.id as ChatId, topic: undefined }).key;
  outbox.want([say(topic, 'a', 'before')]);
  await clock.runUntil(() => outbox.idle());
  const next = emulator.migrate(group, ann);
  outbox.want([say(topic, 'b', 'after')]);
  await clock.runUntil(() => outbox.idle());
  expect(running.texts(next.id as ChatId)).toContain('after');
});
