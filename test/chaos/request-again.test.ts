import { expect, test } from 'vitest';
import { project } from '../support/rig/bridge.ts';
import { createSim } from '../support/rig/sim.ts';

test('a request outlives a lost connection and a kill just before it is asked again', async () => {
  let asked = 0;
  using sim = createSim({
    ...{ seed: 1, people: [111], projects: [project('shop', '/sim/shop')], chats: () => [111] },
    at: ({ place, what }) => {
      if (place !== 'engine:hear' || !what.endsWith('requestApproval')) return 'go';
      asked += 1;
      return asked === 2 ? 'kill' : 'go';
    },
  });
  const ann = sim.emulator.person({ id: 111, firstName: 'Ann' });
  const chat = ann.privateChat({ topics: true });
  sim.start();
  await sim.until(() => sim.emulator.isPolled, 10_000);
  const card = () =>
    sim.emulator.transcript(chat).find(({ text }) => text.includes('Run a command'));
  ann.says(chat, 'go [[sim: run "echo one" escalate; final "all over"]]', {
    topic: ann.opensTopic(chat, 'one'),
  });
  await sim.until(() => card() !== undefined, 10_000);
  sim.engine.cutConnections();
  await sim.until(() => !sim.isUp, 10_000);
  // Long enough for the second that the dead bridge gave to what is asked again.
  await sim.until(() => false, 5_000);
  sim.start();
  await sim.until(() => asked >= 3, 10_000);
  await sim.until(() => false, 5_000);
  const shown = card();
  expect(shown?.buttons.flat().map(({ text }) => text)).toContain('Once');
  if (shown) await sim.settled(ann.presses(shown, 'Once'));
  const answered = () => sim.emulator.copies('all over', chat) > 0;
  expect(await sim.until(answered, 10_000)).toBe(true);
});
