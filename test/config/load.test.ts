import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { secretsOf } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { configOf, minimal, refusalOf, setting, token } from './written.ts';

test('the example of the documentation is taken', () => {
  const config = configOf(`
    [telegram]
    bot_token = "123:abc"
    chat_ids = [111, -100222]
    [access]
    owners = [111]
    users = [333]
    [codex]
    home = "~/.codex"
    [[projects]]
    name = "shop"
    path = "~/code/shop"
  `);
  expect(config.access).toMatchObject({
    chats: new Set([111, -100222]),
    owners: new Set([111]),
    users: new Set([333]),
    groupMembers: 'listed',
    groups: 'mention',
  });
  expect(config.codex.home).toBe('/home/ann/.codex');
  expect(config.projects).toMatchObject([
    { name: 'shop', path: '/home/ann/code/shop', isDefault: false, display: {} },
  ]);
  expect(secretsOf(config)).toEqual(['123:abc']);
});

test('what is left out has the documented defaults', () => {
  expect(configOf(minimal)).toMatchObject({
    telegram: { apiRoot: 'https://api.telegram.org', uploadFinalAnswerFiles: false },
    pairing: 'open',
    codex: { command: 'codex', daemon: 'shared', args: [], env: {}, rotateAccounts: false },
    directories: { projectless: '/home/ann/Documents/Codex/{date}/{title}', showHidden: false },
    topics: { close: 'keep', stateIcons: true, rename: 'follow' },
    display: { commentary: 'summary', commands: 'summary', quietMs: 180_000 },
    repostMs: 60_000,
    queue: { askOver: 20 },
    requests: { remindMs: 1_800_000, escalateTo: undefined },
    files: { keepMs: 14 * 86_400_000, maxDownloadBytes: 20 * 1024 * 1024 },
    updates: { check: true, auto: false, intervalMs: 86_400_000, retryMs: 300_000, npm: ['npm'] },
    log: { level: 'info', lines: 5000 },
    projects: [],
    roots: [],
  });
});

test('every key can be written', () => {
  const config = configOf(`
    [telegram]
    bot_token = "${token}"
    api_root = "http://127.0.0.1:8081/"
    proxy = "socks5://127.0.0.1:1080"
    groups = "all"
    upload_final_answer_files = true
    upload_dirs = ["~/out"]
    language = "de"
    [access]
    owners = ["111"]
    approvers = [4]
    viewers = [5]
    pairing = "closed"
    group_members = "everyone"
    [codex]
    command = "bin/codex"
    args = ["-c", "x=1"]
    env = { A = "b" }
    daemon = "private"
    endpoint = "ws://127.0.0.1:9"
    token_file = "~/t"
    model = "m"
    effort = "high"
    approval_policy = "never"
    sandbox = "read-only"
    accounts_dir = "accounts"
    rotate_accounts = true
    [[projects]]
    name = "a"
    path = "relative"
    notes = "n"
    default = true
    display = { tools = "full" }
    [[roots]]
    name = "r"
    path = "~/r"
    [requests]
    remind = "0"
    escalate_to = "9"
    [voice]
    api_key = "voice-secret"
    base_url = "https://voice.example/v1/"
    model = "w"
    command = "whisper"
    confirm = true
  `);
  expect(config.telegram).toMatchObject({
    apiRoot: 'http://127.0.0.1:8081',
    uploadDirs: ['/home/ann/out'],
    language: 'de',
  });
  expect(config.access.owners).toEqual(new Set([111]));
  expect(config.codex.command).toMatch(/^\/.*\/bin\/codex$/);
  expect(config.codex.accountsDir).toMatch(/\/accounts$/);
  expect(config.codex.tokenFile).toBe('/home/ann/t');
  expect(config.projects[0]).toMatchObject({ isDefault: true, display: { tools: 'full' } });
  expect(config.projects[0]?.path).toMatch(/\/relative$/);
  expect(config.roots).toEqual([{ name: 'r', path: '/home/ann/r' }]);
  expect(config.requests).toEqual({ remindMs: 0, escalateTo: 9 });
  expect(config.voice.baseUrl).toBe('https://voice.example/v1');
  expect(secretsOf(config)).toEqual([token, 'voice-secret']);
});

test('the password of a proxy is a secret, as it is written and as it is meant', () => {
  const proxied = (proxy: string) => secretsOf(configOf(`${minimal}proxy = "${proxy}"\n`));
  expect(proxied('socks5h://ann:p%40ssw0rd@proxy.test')).toEqual([token, 'p%40ssw0rd', 'p@ssw0rd']);
  expect(proxied('http://ann:100%sure@proxy.test')).toEqual([token, '100%sure']);
  expect(proxied('http://proxy.test:8080')).toEqual([token]);
});

test('~/Projects is a root where it is', () => {
  const { dir, file } = setting(minimal);
  mkdirSync(join(dir, 'Projects'));
  const { config } = loadConfig({ file, env: {}, userHome: dir });
  expect(config.roots).toEqual([{ name: 'Projects', path: join(dir, 'Projects') }]);
});

test('codex.home wins over CODEX_HOME, which wins over the usual place', () => {
  const env = { CODEX_HOME: '/env' };
  expect(configOf(`${minimal}[codex]\nhome = "/file"`, env).codex.home).toBe('/file');
  expect(configOf(minimal, env).codex.home).toBe('/env');
  expect(configOf(minimal, { CODEX_HOME: '' }).codex.home).toBe('/home/ann/.codex');
});

test('no file at all is told with what to write', () => {
  const { load, file } = setting();
  const refusal = refusalOf(load);
  expect(refusal.code).toBe('CONFIG_MISSING');
  expect(refusal.message).toContain(file);
  expect(refusal.remedy).toContain('bot_token');
});

test('a directory in its place is told', () => {
  const { dir } = setting();
  const refusal = refusalOf(() => loadConfig({ file: dir, env: {}, userHome: '/' }));
  expect(refusal.message).toContain('cannot be read');
});

test('a file that is no TOML is refused with its line, and without its text', () => {
  const refusal = refusalOf(setting(`[telegram]\nbot_token = "${token}" oops\n`).load);
  expect(refusal.message).toMatch(/^line 2: /);
  expect(refusal.message).not.toContain(token);
});

describe('the token', () => {
  test('may come from a file of its own, named relative to the configuration', () => {
    const { dir, load, write } = setting();
    write('[telegram]\nbot_token_file = "token"\n', 0o644);
    writeFileSync(join(dir, 'token'), `${token}\n`, { mode: 0o600 });
    const loaded = load();
    expect(loaded.config.telegram.botToken).toBe(token);
    expect([...loaded.stamps.keys()]).toContain(join(dir, 'token'));
  });

  test('may come from the environment; what the file says wins', () => {
    const env = { POCKETDEX_TELEGRAM_TOKEN: '9:env\n' };
    expect(configOf('', env).telegram.botToken).toBe('9:env');
    expect(configOf(minimal, env).telegram.botToken).toBe(token);
  });

  test.each([
    ['is missing', '[telegram]\n', {}, /telegram\.bot_token is missing/],
    [
      'is given twice',
      `${minimal}bot_token_file = "x"\n`,
      {},
      /^line 3: bot_token and bot_token_file are both given/,
    ],
    ['has another form', '[telegram]\nbot_token = "secret"\n', {}, /^line 2: .* bot token/],
    ['has another form in the environment', '', { POCKETDEX_TELEGRAM_TOKEN: 'secret' }, /TOKEN/],
    ['is in a file that is not there', '[telegram]\nbot_token_file = "x"', {}, /cannot be read/],
  ])('that %s is refused', (_name, toml, env, message) => {
    const refusal = refusalOf(setting(toml, env).load);
    expect(refusal.code).toBe('CONFIG_INVALID');
    expect(refusal.message).toMatch(message);
    expect(refusal.message).not.toContain('secret');
  });

  test('of a file that holds something else is refused without repeating it', () => {
    const { dir, load } = setting('[telegram]\nbot_token_file = "token"\n');
    writeFileSync(join(dir, 'token'), 'not-a-token', { mode: 0o600 });
    const refusal = refusalOf(load);
    expect(refusal.message).toMatch(/^line 2: .* holds no bot token$/);
    expect(refusal.message).not.toContain('not-a-token');
  });

  test('that others could read is refused, wherever it stands', () => {
    const inline = setting(minimal);
    chmodSync(inline.file, 0o640);
    expect(refusalOf(inline.load)).toMatchObject({ code: 'MODES_TOO_LOOSE' });
    const apart = setting('[telegram]\nbot_token_file = "token"\n');
    writeFileSync(join(apart.dir, 'token'), token);
    chmodSync(join(apart.dir, 'token'), 0o644);
    expect(refusalOf(apart.load).message).toContain(join(apart.dir, 'token'));
  });
});
