import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { type CheckOptions, checkAll } from '../../../src/app/check/check.ts';
import type { Health } from '../../../src/app/health.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { findPlaces } from '../../../src/config/places.ts';
import { createEmulator } from '../../../src/emulator/emulator.ts';
import { serve } from '../../../src/emulator/http/serve.ts';
import { openStore } from '../../../src/store/open.ts';
import { pinnedCodex } from '../../support/codex-home.ts';

const healthy: Health = {
  version: '0.1.0',
  engine: { connected: true, version: '0.169.0', shared: true },
  outbox: { waiting: 0, held: 0 },
  deadUpdates: 0,
  deadMessages: 0,
  restarts: {},
  boundTopics: 2,
};

/** A home whose `[telegram]` ends with `telegram`, and whose file goes on with `rest`. */
async function setup({ telegram = 'chat_ids = [111]', codex = '', rest = '' } = {}) {
  const home = realpathSync(mkdtempSync('/tmp/pdh-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const emulator = createEmulator({ clock: systemClock });
  const served = await serve(emulator);
  onTestFinished(async () => {
    emulator.close();
    await served.close();
  });
  mkdirSync(join(home, 'codex'));
  const command = codex.includes('command') ? '' : `command = "${pinnedCodex()}"`;
  const write = (more = rest): void =>
    writeFileSync(
      join(home, 'config.toml'),
      `[telegram]\nbot_token = "${emulator.token}"\napi_root = "${served.url}"\n${telegram}
[access]\nowners = [111]\n[codex]\nhome = "${home}/codex"\n${command}\n${codex}\n${more}`,
      { mode: 0o600 },
    );
  write();
  const places = findPlaces({
    ...{ platform: process.platform, env: {}, userHome: home, cwd: home, tempDir: '/tmp' },
    home,
  });
  const check = async (changes: Partial<CheckOptions> = {}) => {
    const report = await checkAll(
      {
        places,
        load: () => loadConfig({ file: places.configFile, env: {}, userHome: home }),
        programDir: '/opt/pocketdex',
        searchPath: '',
        running: undefined,
        clock: systemClock,
        ...changes,
      },
      new AbortController().signal,
    );
    const of = (name: string) => report.checks.filter((made) => made.name === name);
    return { ...report, of };
  };
  return { home, emulator, places, check, write };
}

/** A program that answers `--version` like this. */
function program(home: string, says: string): string {
  const path = join(home, 'program');
  writeFileSync(path, `#!/bin/sh\n${says}\n`, { mode: 0o700 });
  return path;
}

test('a login is seen by its file', async () => {
  const { home, check } = await setup();
  expect((await check()).of('login')).toMatchObject([{ level: 'note' }]);
  writeFileSync(join(home, 'codex', 'auth.json'), '{}');
  expect((await check()).of('login')).toMatchObject([{ level: 'ok' }]);
});

test.each([
  ['too old', 'echo codex-cli 0.168.9', 'Codex is 0.168.9; 0.169.0 or newer is needed.'],
  ['silent', 'exit 1', 'does not tell its version'],
])(
  'a Codex that is %s is an error with the command that mends it',
  async (_name, says, message) => {
    const { home, check, write } = await setup({ codex: 'command = "./program"' });
    program(home, says);
    write();
    const { ok, of } = await check();
    expect(ok).toBe(false);
    expect(of('engine')).toMatchObject([{ level: 'error' }]);
    expect(of('engine')[0]?.message).toContain(message);
    expect(of('engine')[0]?.mend).toContain('npm install -g @openai/codex');
  },
);

test('a Codex at an address needs no program here', async () => {
  const { check } = await setup({ codex: 'endpoint = "ws://127.0.0.1:1"\ncommand = "/nowhere"' });
  expect((await check()).of('engine')).toMatchObject([{ level: 'note' }]);
});

test('in groups, topics and privacy are only worth a note', async () => {
  const { emulator, check } = await setup({ telegram: 'chat_ids = [-100222]' });
  emulator.setBotSettings({ topicsEnabled: false, canReadAllGroupMessages: false });
  const { ok, of } = await check();
  expect(ok).toBe(true);
  expect(of('topics')).toMatchObject([{ level: 'note' }]);
  expect(of('privacy')).toMatchObject([{ level: 'note' }]);
  emulator.setBotSettings({ topicsEnabled: true, canReadAllGroupMessages: true });
  const after = await check();
  expect(after.of('topics')).toMatchObject([{ level: 'ok' }]);
  expect(after.of('privacy')).toEqual([]);
});

test('the program inside of a project is a warning, also behind a link; beside it is none', async () => {
  const { home, check, write } = await setup();
  mkdirSync(join(home, 'shop', 'tools'), { recursive: true });
  mkdirSync(join(home, 'shopping'));
  write(`[[projects]]\nname = "shop"\npath = "${home}/shop"\n`);
  const inside = await check({ programDir: join(home, 'shop', 'tools') });
  expect(inside.of('directories')).toMatchObject([{ level: 'warning' }]);
  const beside = await check({ programDir: join(home, 'shopping') });
  expect(beside.of('directories')).toMatchObject([{ level: 'ok' }]);
});

test('a store is looked into without taking it, and a foreign one is an error', async () => {
  const { places, check } = await setup();
  {
    using _held = openStore(places.store);
    expect((await check()).of('database')).toMatchObject([{ level: 'ok' }]);
  }
  writeFileSync(places.store, 'something else, long enough to be no database at all'.repeat(20));
  expect((await check()).of('database')).toMatchObject([{ level: 'error' }]);
});

test('an empty file is a store that is still to be made', async () => {
  const { places, check } = await setup();
  writeFileSync(places.store, '', { mode: 0o600 });
  expect((await check()).of('database')).toMatchObject([{ level: 'ok' }]);
});

test('what a running bridge tells is weighed', async () => {
  const { check } = await setup();
  const troubled = await check({
    running: {
      ...healthy,
      engine: { connected: false, version: undefined, shared: true },
      outbox: { waiting: 4, held: 2 },
      restarts: { outbox: 3 },
    },
  });
  expect(troubled.ok).toBe(false);
  expect(troubled.of('bridge')).toMatchObject([{ level: 'error' }]);
  expect(troubled.of('outbox')).toMatchObject([{ level: 'warning' }]);
  expect(troubled.of('stages')[0]?.message).toContain('outbox 3×');
  expect((await check({ running: healthy })).of('bridge')).toMatchObject([{ level: 'ok' }]);
});

test('updates that were set aside are a warning with their number', async () => {
  const { places, check } = await setup();
  openStore(places.store)[Symbol.dispose]();
  const { of } = await check({ running: { ...healthy, deadUpdates: 2 } });
  expect(of('database')).toMatchObject([{ level: 'warning' }]);
  expect(of('database')[0]?.message).toMatch(/^2 updates/);
  const refused = await check({ running: { ...healthy, deadMessages: 3 } });
  expect(refused.of('database')).toMatchObject([
    { level: 'warning', message: '3 messages were refused by Telegram.' },
  ]);
});

test('what others can read is a warning with the commands that close it', async () => {
  const { home, places, check } = await setup();
  writeFileSync(places.store, '', { mode: 0o600 });
  chmodSync(places.store, 0o644);
  chmodSync(home, 0o755);
  expect((await check()).of('modes')).toMatchObject([
    { level: 'warning', mend: `Run: chmod 700 ${home}; chmod 600 ${places.store}` },
  ]);
});

test('a mistake of ours is not told as a bad configuration', async () => {
  const { check } = await setup();
  const load = (): never => {
    throw new TypeError('broken');
  };
  await expect(check({ load })).rejects.toThrow('broken');
});

test('a refused token, a missing project, a missing program and nobody to speak are each told', async () => {
  const { emulator, check, write } = await setup({ codex: 'command = "/nowhere/codex"' });
  write('[[projects]]\nname = "shop"\npath = "/nowhere"\n');
  emulator.revokeToken();
  const { of } = await check();
  for (const name of ['token', 'directories', 'engine']) {
    expect(of(name)).toMatchObject([{ level: 'error', ok: false }]);
  }
  expect(of('token')[0]?.message).toBe('Telegram refuses the bot token.');
});

test('a Telegram that is out of reach is told with its address, without the token', async () => {
  const { emulator, check } = await setup({ telegram: 'proxy = "http://127.0.0.1:9"' });
  emulator.faults.outage(60_000);
  const { of, checks } = await check();
  expect(of('token')[0]?.message).toMatch(/out of reach at http:\/\/127\.0\.0\.1:\d+/);
  expect(JSON.stringify(checks)).not.toContain(emulator.token);
});

test('without a configuration the places are still looked at', async () => {
  const { places, check } = await setup();
  rmSync(places.configFile);
  const { ok, checks } = await check();
  expect(ok).toBe(false);
  expect(checks.map(({ name }) => name)).toEqual(['configuration', 'database', 'modes', 'bridge']);
});
