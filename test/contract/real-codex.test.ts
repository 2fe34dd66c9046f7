import { createScriptedModel } from '../../src/demo/scripted-model/server.ts';
import { controlSocket } from '../../src/engine/codex/server/server.ts';
import { openUnixSocket } from '../../src/engine/codex/transport/socket.ts';
import { makeCodexHome } from '../support/codex-home.ts';
import { engineContract } from './engine-contract.ts';

engineContract('The pinned Codex', async () => {
  const model = await createScriptedModel();
  const home = makeCodexHome(model.url);
  await home.start();
  return {
    connect: async (signal) => openUnixSocket(controlSocket(home.path), signal),
    project: home.project,
    kill: home.kill,
    start: home.start,
    async [Symbol.asyncDispose]() {
      await home[Symbol.asyncDispose]();
      await model.close();
    },
  };
});
