import { systemClock } from '../../src/base/clock.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { engineContract } from './engine-contract.ts';

engineContract('The stand-in', async () => {
  const standIn = createStandIn({ clock: systemClock });
  return {
    connect: standIn.connect,
    project: '/sim/project',
    kill: async () => standIn.kill(),
    start: async () => standIn.restart(),
    async [Symbol.asyncDispose]() {
      standIn.kill();
      if (standIn.faults.length > 0) throw new AggregateError(standIn.faults);
    },
  };
});
