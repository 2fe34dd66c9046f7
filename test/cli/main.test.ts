import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { askBridge } from '../../src/cli/control-client.ts';
import { main } from '../../src/cli/main.ts';
import { bridgeHome } from './bridge.ts';
import { homeWith } from './cli.ts';

// The same as the spawned command line, inside of this process: what it does with it afterwards is seen.
let printed: string[] = [];

beforeEach(() => {
  printed = [];
  const print = (text: unknown): void => void printed.push(String(text));
  for (const spy of [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]) {
    spy.mockImplementation(print);
    onTestFinished(() => spy.mockRestore());
  }
  for (const stream of [process.stdout, process.stderr]) {
    const spy = vi.spyOn(stream, 'write').mockImplementation((text) => {
      print(text);
      return true;
    });
    onTestFinished(() => spy.mockRestore());
  }
});

const listeners = (): readonly number[] =>
  ['SIGTERM', 'SIGINT', 'SIGHUP', 'uncaughtException'].map((name) => process.listenerCount(name));

test('a bridge that was stopped leaves nothing behind in its process', async () => {
  const { home } = await bridgeHome();
  const before = listeners();
  const running = main(['--home', home, 'run']);
  await expect.poll(() => printed, { timeout: 10_000 }).toEqual(['pocketdex ready']);
  await expect
    .poll(() => askBridge(join(home, 'control.sock'), 'stop'), { timeout: 5_000 })
    .toEqual({ stopping: true });
  expect(await running).toBe(0);
  expect(listeners()).toEqual(before);
});

test('a signal ends it as well', async () => {
  const { home } = await bridgeHome();
  const running = main([`--home=${home}`]);
  await expect.poll(() => printed, { timeout: 10_000 }).toEqual(['pocketdex ready']);
  const hardStop = vi.spyOn(globalThis, 'setTimeout');
  process.emit('SIGTERM');
  expect(await running).toBe(0);
  expect(hardStop).toHaveBeenCalledWith(expect.any(Function), 4_500);
  hardStop.mockRestore();
});

test('a refused start is told, and listens to no signal afterwards', async () => {
  const { home } = await bridgeHome({ token: '1:refused' });
  const before = listeners();
  expect(await main(['--home', home, 'run'])).toBe(2);
  expect(printed[0]).toBe('Telegram refuses the bot token.');
  expect(listeners()).toEqual(before);
});

test('a control socket that cannot be costs only itself', async () => {
  const { home } = await bridgeHome();
  mkdirSync(join(home, 'control.sock', 'x'), { recursive: true });
  const running = main(['--home', home, 'run']);
  await expect.poll(() => printed, { timeout: 10_000 }).toEqual(['pocketdex ready']);
  process.emit('SIGINT');
  expect(await running).toBe(0);
});

test.each([
  ['--version', ['--version'], 0, /^\d+\.\d+\.\d+/],
  ['--help', ['--help'], 0, /Usage: pocketdex/],
  ['config schema', ['config', 'schema'], 0, /"type": "object"/],
  ['config alone', ['config'], 2, /schema/],
  ['an unknown command', ['chekc'], 2, /check/],
  ['-check', ['--home', '/nowhere', '-check'], 1, /configuration: There is no configuration/],
  ['check --json', ['--home=/nowhere', 'check', '--json'], 1, /"ok": false/],
  ['--home behind the command', ['run', '--home', '/nowhere'], 2, /\/nowhere/],
  ['run with two homes', ['--home', '/x', '--home', '/nowhere', 'run'], 2, /\/nowhere/],
])('%s ends with its code and says what it should', async (_name, args, code, text) => {
  expect(await main(args)).toBe(code);
  expect(printed.join('\n')).toMatch(text);
});

test('without --home the environment says where everything is', async () => {
  const home = homeWith();
  vi.stubEnv('POCKETDEX_HOME', home);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await main([])).toBe(2);
  expect(printed.join('\n')).toContain(home);
  vi.stubEnv('DEBUG', '*');
  expect(await main(['run'])).toBe(2);
  expect(printed.join('\n')).toContain('would print the bot token');
});
