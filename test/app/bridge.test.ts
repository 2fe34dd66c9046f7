import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runBridge } from '../../src/app/bridge.ts';
import type { Health } from '../../src/app/health.ts';
import { systemClock } from '../../src/base/clock.ts';
import { createLog } from '../../src/base/log.ts';
import { createRedactor } from '../../src/base/redact.ts';
import { loadConfig } from '../../src/config/load.ts';
import { findPlaces } from '../../src/config/places.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { serve } from '../../src/emulator/http/serve.ts';
import { serveStandIn } from './served-stand-in.ts';

const patience = { timeoutMs: 10_000 };

/** A configured home, a served Telegram with Ann in it, a served engine, and the bridge between them. */
async function openBridge(codex?: string) {
  const home = mkdtempSync(join(tmpdir(), 'pdx-app-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'log'));
  mkdirSync(join(home, 'shop'));
  const emulator = createEmulator({ clock: systemClock });
  const served = await serve(emulator);
  onTestFinished(async () => {
    emulator.close();
    await served.close();
  });
  const ann = emulator.person({ id: 111, firstName: 'Ann' });
  const chat = ann.privateChat({ topics: true });
  const { url, engine } = await serveStandIn();
  const file = join(home, 'config.toml');
  const write = (token: string, more = ''): void =>
    writeFileSync(
      file,
      `${more}
[telegram]
bot_token = "${token}"
api_root = "${served.url}"
chat_ids = [111]
[access]
owners = [111]
[codex]
home = "${home}/codex"
${codex ?? `endpoint = "${url}"`}
[[projects]]
name = "shop"
path = "${home}/shop"
`,
      { mode: 0o600 },
    );
  write(emulator.token);
  const lines: string[] = [];
  const load = () => loadConfig({ file, env: {}, userHome: home });
  const stop = new AbortController();
  const ready = Promise.withResolvers<void>();
  let health: (() => Health) | undefined;
  const ended = runBridge({
    places: findPlaces({
      ...{ platform: 'linux', env: {}, userHome: home },
      cwd: home,
      tempDir: tmpdir(),
      home,
    }),
    ...{ loaded: load(), load, env: {}, userHome: home, version: '0.0.0-test' },
    log: createLog({
      ...{ level: 'info', clock: systemClock, redactor: createRedactor() },
      write: (line) => void lines.push(line),
    }),
    onReady: ready.resolve,
    onHealth: (told) => {
      health = told;
    },
    signal: stop.signal,
  });
  return {
    ...{ emulator, ann, chat, engine, home, write, lines, ended, stop },
    ready: ready.promise,
    health: () => health?.(),
  };
}

test('a configured bridge is ready, answers, says how it fares, and ends when told', async () => {
  const bridge = await openBridge();
  const { emulator, ann, chat } = bridge;
  expect(bridge.health()).toMatchObject({ engine: { connected: false }, boundTopics: 0 });
  await bridge.ready;
  ann.says(chat, 'hello [[sim: final "it works"]]');
  await emulator.until(
    () => emulator.transcript(chat).find(({ text }) => text === 'it works'),
    patience,
  );
  expect(bridge.health()).toMatchObject({
    ...{ version: '0.0.0-test', deadUpdates: 0, restarts: {}, boundTopics: 1 },
    engine: { connected: true, shared: false },
  });
  await emulator.until(
    () => emulator.calls.find(({ method }) => method === 'setMyCommands'),
    patience,
  );
  bridge.stop.abort();
  await expect(bridge.ended).rejects.toThrow(/abort/i);
});

test('a new token in the configuration is used without a restart, and the store stays', async () => {
  const bridge = await openBridge();
  const { emulator, ann, chat } = bridge;
  await bridge.ready;
  ann.says(chat, 'one [[sim: final "first"]]');
  const answer = await emulator.until(
    () => emulator.transcript(chat).find(({ text }) => text === 'first'),
    patience,
  );
  const next = `${emulator.bot.id}:${'n'.repeat(35)}`;
  emulator.revokeToken(next);
  bridge.write(next);
  ann.says(chat, 'two [[sim: final "second"]]', { topic: answer.topic });
  await emulator.until(
    () => emulator.transcript(chat).find(({ text }) => text === 'second'),
    patience,
  );
  expect(bridge.engine.threads.size).toBe(1);
  bridge.stop.abort();
  await bridge.ended.catch(() => undefined);
});

test('a bad edit keeps the old configuration and is told in the log', async () => {
  const bridge = await openBridge();
  await bridge.ready;
  bridge.write(bridge.emulator.token, 'nonsense = 1');
  await expect.poll(() => bridge.lines.join(''), { timeout: 5_000 }).toContain('was refused');
  bridge.write(bridge.emulator.token, '[log]\nlevel = "debug"');
  await expect.poll(() => bridge.lines.join(''), { timeout: 5_000 }).toContain('was read again');
  bridge.stop.abort();
  await bridge.ended.catch(() => undefined);
});

test('without Codex it ends and says what to install', async () => {
  const bridge = await openBridge('daemon = "private"\ncommand = "no-such-codex"');
  await expect(bridge.ended).rejects.toMatchObject({ code: 'ENGINE_NOT_FOUND' });
});
