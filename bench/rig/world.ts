import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScriptedModel } from '../../src/demo/scripted-model/server.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import type { ChatHandle, Person } from '../../src/emulator/people/person.ts';
import { controlSocket } from '../../src/engine/codex/server/server.ts';
import { type CodexHome, makeCodexHome, pinnedCodex } from '../../test/support/codex-home.ts';
import { type BridgeProcess, startBridge } from './bridge.ts';
import { openModel } from './model.ts';
import { createMoments, type Moments } from './moments.ts';
import { methodOf, openProxy } from './proxy.ts';
import { openTelegram } from './telegram.ts';

/** A person and their private chat with topics: a send budget of its own. */
export interface Place {
  readonly person: Person;
  readonly chat: ChatHandle;
}

/** Everything outside of the bridge, real but for Telegram and the model, and the built bridge on it. */
export interface World extends AsyncDisposable {
  readonly moments: Moments;
  readonly emulator: Emulator;
  readonly model: ScriptedModel;
  readonly codex: CodexHome;
  readonly places: readonly Place[];
  /** `codex.home` as the bridge has it: its control socket is the recording proxy's. */
  readonly engineHome: string;
  /** The bridge's own directory. */
  readonly home: string;
  /** Starts the bridge and waits until it is ready. */
  start(): Promise<BridgeProcess>;
}

/** @param people how many private chats there are */
export async function openWorld(people: number): Promise<World> {
  const moments = createMoments();
  await using opened = new AsyncDisposableStack();
  const root = mkdtempSync('/tmp/pdxb-');
  opened.defer(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  const home = join(root, 'b');
  const engineHome = join(root, 'f');
  mkdirSync(home, { mode: 0o700 });
  mkdirSync(engineHome, { mode: 0o700 });
  const model = opened.use(await openModel(moments));
  const { emulator, url } = opened.use(await openTelegram(moments));
  const codex = opened.use(makeCodexHome(model.url));
  await codex.start();
  const tap = (place: 'to-engine' | 'from-engine', text: string, at: number): void =>
    moments.note({ place, name: methodOf(text), text, at });
  opened.use(await openProxy(controlSocket(engineHome), controlSocket(codex.path), tap));
  const places = Array.from({ length: people }, (_, index) => {
    const person = emulator.person({ id: 1000 + index, firstName: `P${index}` });
    return { person, chat: person.privateChat({ topics: true }) };
  });
  writeFileSync(
    join(home, 'config.toml'),
    configToml({ token: emulator.token, url, places, engineHome, project: codex.project }),
    { mode: 0o600 },
  );
  const bridges: BridgeProcess[] = [];
  opened.defer(async () => {
    for (const bridge of bridges) await bridge.stop();
  });
  const rest = opened.move();
  return {
    ...{ moments, emulator, model, codex, places, engineHome, home },
    async start() {
      const bridge = await startBridge(home);
      bridges.push(bridge);
      return bridge;
    },
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  };
}

interface ConfigOptions {
  readonly token: string;
  readonly url: string;
  readonly places: readonly Place[];
  readonly engineHome: string;
  readonly project: string;
}

const configToml = ({ token, url, places, engineHome, project }: ConfigOptions): string => `
[telegram]
bot_token = "${token}"
api_root = "${url}"
chat_ids = [${places.map(({ chat }) => chat.id).join(', ')}]

[access]
owners = [${places.map(({ person }) => person.id).join(', ')}]

[codex]
command = "${pinnedCodex()}"
home = "${engineHome}"

[[projects]]
name = "shop"
path = "${project}"
default = true
`;
