import { project } from '../../test/support/rig/bridge.ts';
import { createSim } from '../../test/support/rig/sim.ts';
import { between } from '../story/world.ts';

export interface LoadResult {
  readonly minutes: number;
  readonly finals: number;
  readonly lost: number;
  /** First 429s: the bridge went too fast. */
  readonly refusals: number;
  readonly callsDuring: number;
  /** From the end of a turn to its answer in the chat. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly mostMs: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly tookMs: number;
}

/** Figure 4's load: four topics of a forum and four of a private chat, turns of a minute and more, two people. */
export async function runLoad(minutes: number, seed = 1): Promise<LoadResult> {
  const begun = performance.now();
  using sim = createSim({
    ...{ seed, people: [111, 222], projects: [project('shop', '/sim/shop')] },
    chats: () => [ann.id, bob.id, forum.id],
  });
  const { emulator, random, clock } = sim;
  const ann = emulator.person({ id: 111, firstName: 'Ann' });
  const bob = emulator.person({ id: 222, firstName: 'Bob' });
  const home = ann.privateChat({ topics: true });
  const forum = emulator.forum({ owner: ann, members: [bob], bot: 'administrator' });
  ann.says(forum, 'hello everybody');
  sim.start();
  await sim.until(() => emulator.isPolled, 10_000);
  const until = clock.monotonic() + minutes * 60_000;
  let words = 0;

  const work = async (index: number): Promise<void> => {
    const chat = index < 4 ? forum : home;
    const person = index < 4 && index % 2 === 1 ? bob : ann;
    const topic = ann.opensTopic(chat, `t${index}`);
    await clock.sleep(between(random, 0, 30_000));
    while (clock.monotonic() < until) {
      const at = `F${++words}z`;
      person.says(chat, `P${words}z ${program(random, at)}`, { topic });
      const answered = (): boolean =>
        emulator.transcript(chat, topic).some(({ text, from }) => from.isBot && text.includes(at));
      while (!answered()) await clock.sleep(2_000);
      await clock.sleep(between(random, 3_000, 90_000));
    }
  };
  const all = Promise.all(Array.from({ length: 8 }, (_, index) => work(index)));
  await sim.settled(all);

  const endedAt = new Map<string, number>();
  for (const { turns } of sim.engine.threads.values()) {
    for (const { items, completedAtMs } of turns) {
      for (const item of items) {
        const word = item.type === 'agentMessage' ? item.text.match(/F\d+z/)?.[0] : undefined;
        if (word && completedAtMs !== null) endedAt.set(word, completedAtMs);
      }
    }
  }
  const messages = [home, forum].flatMap((chat) => emulator.transcript(chat));
  const delays = [...endedAt].flatMap(([word, end]) => {
    const final = messages.find(({ from, text }) => from.isBot && text.includes(word));
    return final ? [final.at - end] : [];
  });
  const sorted = delays.toSorted((a, b) => a - b);
  const quantile = (part: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
  return {
    minutes,
    finals: endedAt.size,
    lost: words - delays.length,
    refusals: emulator.count.refusals,
    callsDuring: emulator.count.duringPause,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    mostMs: quantile(1),
    calls: emulator.count.byMethod,
    tookMs: Math.round(performance.now() - begun),
  };
}

const program = (random: Parameters<typeof between>[0], word: string): string => {
  const work = Array.from({ length: between(random, 3, 8) }, (_, index) => {
    const wait = `wait ${between(random, 12_000, 20_000)}`;
    return `say "Step ${index} of it."; run "echo step${index}"; ${wait}`;
  });
  return `[[sim: ${work.join('; ')}; wait 25000; final "Here is ${word}."]]`;
};

export const keeps = ({ lost, refusals, callsDuring, p95Ms }: LoadResult): boolean =>
  lost + refusals + callsDuring === 0 && p95Ms <= 3_000;
