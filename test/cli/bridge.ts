import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { codexConfig } from '../../src/demo/scripted-model/config.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { serve } from '../../src/emulator/http/serve.ts';
import { pinnedCodex } from '../support/codex-home.ts';
import { homeWith } from './cli.ts';

const owner = 111;

/** A home whose configuration names a served emulator and the real Codex, as a child of the bridge. */
export async function bridgeHome(
  changes: { readonly token?: string; readonly root?: string } = {},
) {
  const emulator = createEmulator({ clock: systemClock });
  const served = await serve(emulator);
  onTestFinished(async () => {
    emulator.close();
    await served.close();
  });
  emulator.person({ id: owner, firstName: 'Ann' }).privateChat({ topics: true });
  const home = homeWith();
  writeFileSync(join(home, 'codex', 'config.toml'), codexConfig('http://127.0.0.1:9/v1'));
  const config = `[telegram]
bot_token = "${changes.token ?? emulator.token}"
api_root = "${changes.root ?? served.url}"
chat_ids = [${owner}]
[access]
owners = [${owner}]
[codex]
daemon = "private"
command = "${pinnedCodex()}"
home = "${join(home, 'codex')}"
`;
  const write = (toml: string, mode = 0o600): void =>
    writeFileSync(join(home, 'config.toml'), toml, { mode });
  write(config);
  return { home, emulator, config, write, token: emulator.token };
}
