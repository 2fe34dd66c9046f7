import { project } from '../../test/support/rig/bridge.ts';
import { createSim } from '../../test/support/rig/sim.ts';

/** What came of the answers that a ban held up. */
export interface BanResult {
  readonly seconds: number;
  readonly finals: number;
  readonly lost: number;
  readonly doubled: number;
  /** Answers that stand above an earlier one of their topic. */
  readonly outOfOrder: number;
  readonly callsDuring: number;
  /** Refusals by limits that the bridge should have kept. */
  readonly refusals: number;
  /** From the end of the ban to the last answer. */
  readonly drainedMs: number;
}

const topics = 3;
const perTopic = 4;

/** Bans a chat of three topics in the middle of their turns, while people go on writing. */
export async function runBan(seconds: number, seed = 1): Promise<BanResult> {
  using sim = createSim({
    ...{ seed, people: [111], projects: [project('shop', '/sim/shop')] },
    chats: () => [ann.id, forum.id],
  });
  const { emulator } = sim;
  const ann = emulator.person({ id: 111, firstName: 'Ann' });
  const forum = emulator.forum({ owner: ann, members: [], bot: 'administrator' });
  ann.says(forum, 'hello everybody');
  sim.start();
  await sim.until(() => emulator.isPolled, 10_000);
  const places = Array.from({ length: topics }, (_, index) => ann.opensTopic(forum, `t${index}`));
  const word = (topic: number, turn: number): string => `F${topic}n${turn}z`;
  const round = async (turn: number): Promise<void> => {
    for (const [index, topic] of places.entries()) {
      const steps = `say "Looking."; wait ${4_000 + 1_500 * index}; final "Here is ${word(index, turn)}."`;
      ann.says(forum, `P${index}n${turn}z [[sim: ${steps}]]`, { topic });
    }
    await sim.until(() => false, 7_000);
  };
  await round(0);
  emulator.faults.ban(forum, seconds);
  const endsAt = sim.clock.monotonic() + seconds * 1000;
  for (let turn = 1; turn < perTopic; turn++) await round(turn);
  const copies = (at: string) =>
    emulator
      .transcript(forum)
      .filter(({ from, text }) => from.isBot && text.includes(at) && !text.includes('[[sim'));
  const all = places.flatMap((_, index) =>
    Array.from({ length: perTopic }, (__, turn) => ({ index, turn, at: word(index, turn) })),
  );
  const isDone = (): boolean => all.every(({ at }) => copies(at).length > 0);
  await sim.until(isDone, seconds * 1000 + 1_800_000);
  const drainedMs = Math.max(0, sim.clock.monotonic() - endsAt);
  await sim.until(() => false, 120_000);
  const ids = all.map(({ index, turn, at }) => ({ index, turn, id: copies(at)[0]?.id ?? 0 }));
  const outOfOrder = ids.filter(({ index, turn, id }) =>
    ids.some((other) => other.index === index && other.turn < turn && other.id > id),
  ).length;
  return {
    seconds,
    finals: all.length,
    lost: all.filter(({ at }) => copies(at).length === 0).length,
    doubled: all.filter(({ at }) => copies(at).length > 1).length,
    outOfOrder,
    callsDuring: emulator.count.duringPause,
    refusals: emulator.count.refusals,
    drainedMs: Math.round(drainedMs),
  };
}

export const holds = (result: BanResult): boolean =>
  result.lost + result.doubled + result.outOfOrder + result.callsDuring + result.refusals === 0;
