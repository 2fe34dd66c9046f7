import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { homeWith, run } from './cli.ts';

const manifest = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
) as { readonly version: string };

test('--version prints the version', async () => {
  const { code, stdout } = await run(['--version']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${manifest.version}\n` });
});

test('an old Node gets one clear line and 2', async () => {
  const old = "Object.defineProperty(process.versions, 'node', { value: '22.17.1' })";
  const node = ['--import', `data:text/javascript,${encodeURIComponent(old)}`];
  expect(await run(['--version'], { node })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'pocketdex needs Node 22.18 or newer; this is 22.17.1.\n',
  });
});

test.each([
  ['an unknown command', ['chekc'], /unknown command.*check/s],
  ['an unknown option', ['check', '--jsn'], /--json/],
  ['too many words', ['run', 'now'], /too many arguments/],
  ['--home without a directory', ['--home'], /argument missing/],
])('%s is wrong usage: 2, with a hint', async (_name, args, hint) => {
  const { code, stderr } = await run(args);
  expect(code).toBe(2);
  expect(stderr).toMatch(hint);
});

test.each([
  ['no command', []],
  ['run', ['run']],
])('%s without a configuration says where to write what, and ends with 2', async (_name, args) => {
  const home = homeWith();
  const { code, stdout, stderr } = await run(args, { env: { POCKETDEX_HOME: home } });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(join(home, 'config.toml'));
  expect(stderr).toContain('bot_token');
});

test.each([
  ['--home DIR', (dir: string) => ['--home', dir, 'run']],
  ['--home=DIR', (dir: string) => [`--home=${dir}`]],
])('%s before the command wins over the environment', async (_name, args) => {
  const [given, other] = [homeWith(), homeWith()];
  const { stderr } = await run(args(given), { env: { POCKETDEX_HOME: other } });
  expect(stderr).toContain(given);
  expect(stderr).not.toContain(other);
});

test('a bad configuration is told with its lines, without a stack: 2', async () => {
  const home = homeWith('[telegram]\nbot_token = "123:abc"\nchat_id = [1]\n');
  const { code, stderr } = await run(['--home', home, 'run']);
  expect(code).toBe(2);
  expect(stderr).toBe('line 3: unknown key "chat_id" in telegram\nDid you mean "chat_ids"?\n');
});

test('what would print the token is refused before anything is read', async () => {
  const home = homeWith('[telegram]\nbot_token = "123:abc"\n');
  for (const env of [{ NODE_DEBUG: 'http' }, { DEBUG: 'grammy*' }]) {
    const { code, stderr } = await run(['--home', home, 'run'], { env });
    expect(code).toBe(2);
    expect(stderr).toContain('would print the bot token');
  }
});

test('config schema prints a JSON schema', async () => {
  const { code, stdout } = await run(['config', 'schema']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ type: 'object', additionalProperties: false });
});
