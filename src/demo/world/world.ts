import process from 'node:process';
import { systemClock } from '../../base/clock.ts';
import { createEmulator, type Emulator } from '../../emulator/emulator.ts';
import { serve } from '../../emulator/http/serve.ts';
import type { ChatHandle, Person } from '../../emulator/people/person.ts';
import { createScriptedModel, type ScriptedModel } from '../scripted-model/server.ts';
import { type Bridge, createBridge } from './bridge.ts';
import { demoCodex, endServers, killServers } from './codex-program.ts';
import { createDesk, type Desk } from './desk.ts';
import { makePlaces } from './places.ts';

/** Somebody with the bot's private chat, with topics, open on the phone. */
export interface Phone {
  readonly person: Person;
  readonly chat: ChatHandle;
}

/** A Telegram with people in it, a model, the real Codex, and the bridge between them. */
export interface World {
  readonly emulator: Emulator;
  readonly ann: Phone;
  readonly ben: Phone;
  readonly model: ScriptedModel;
  readonly bridge: Bridge;
  readonly desk: Desk;
}

/**
 * Makes a world, and leaves nothing of it behind. The bridge in it is not started.
 *
 * @param programFor what the model does with a prompt
 */
export async function withWorld<T>(
  programFor: (prompt: string) => string | undefined,
  act: (world: World) => Promise<T>,
): Promise<T> {
  const codex = demoCodex();
  using emulator = createEmulator({ clock: systemClock });
  await using served = await serve(emulator);
  await using model = await createScriptedModel({ programFor });
  const phone = (id: number, firstName: string): Phone => {
    const person = emulator.person({ id, firstName, language: 'en' });
    return { person, chat: person.privateChat({ topics: true }) };
  };
  const ann = phone(111, 'Ann');
  const ben = phone(222, 'Ben');
  using places = makePlaces({
    modelUrl: model.url,
    telegramUrl: served.url,
    token: emulator.token,
    owner: ann.person.id,
    user: ben.person.id,
    codex,
  });
  await using _servers = startedServers(places.pidFile);
  await using bridge = createBridge(places);
  using desk = createDesk(places);
  return await act({ emulator, ann, ben, model, bridge, desk });
}

function startedServers(pidFile: string): AsyncDisposable {
  // For a demo that ends without its clean-up.
  const last = (): void => killServers(pidFile);
  process.once('exit', last);
  return {
    [Symbol.asyncDispose]: async () => {
      process.off('exit', last);
      await endServers(pidFile);
    },
  };
}
