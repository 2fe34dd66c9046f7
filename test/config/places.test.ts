import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { expandHome, findPlaces, type PlacesOptions } from '../../src/config/places.ts';

const on = (platform: NodeJS.Platform, options: Partial<PlacesOptions> = {}) =>
  findPlaces({
    platform,
    env: {},
    userHome: platform === 'win32' ? 'C:\\Users\\ann' : '/home/ann',
    cwd: '/work',
    tempDir: '/tmp',
    ...options,
  });

test('on Linux the XDG directories are used, or their usual places', () => {
  expect(on('linux')).toEqual({
    configFile: '/home/ann/.config/pocketdex/config.toml',
    stateDir: '/home/ann/.local/state/pocketdex',
    store: '/home/ann/.local/state/pocketdex/state.db',
    logDir: '/home/ann/.local/state/pocketdex/log',
    logFile: '/home/ann/.local/state/pocketdex/log/pocketdex.log',
    controlSocket: '/home/ann/.local/state/pocketdex/control.sock',
    filesDir: '/home/ann/.local/state/pocketdex/files',
  });
  const env = { XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s' };
  expect(on('linux', { env })).toMatchObject({
    configFile: '/c/pocketdex/config.toml',
    store: '/s/pocketdex/state.db',
  });
});

test('on macOS the library is used, with logs where logs are looked for', () => {
  expect(on('darwin')).toMatchObject({
    configFile: '/home/ann/Library/Application Support/pocketdex/config.toml',
    logFile: '/home/ann/Library/Logs/pocketdex/pocketdex.log',
  });
});

test('on Windows the roaming profile is used, and a pipe in place of a socket', () => {
  const places = on('win32');
  expect(places.configFile).toBe('C:\\Users\\ann\\AppData\\Roaming\\pocketdex\\config.toml');
  expect(places.controlSocket).toMatch(/^\\\\\.\\pipe\\pocketdex-[0-9a-f]{16}$/);
  expect(on('win32', { env: { APPDATA: 'D:\\r' } }).store).toBe('D:\\r\\pocketdex\\state.db');
});

test('POCKETDEX_HOME puts everything into one directory, and --home wins over it', () => {
  const env = { POCKETDEX_HOME: '~/pd', XDG_STATE_HOME: '/s' };
  expect(on('linux', { env })).toMatchObject({
    configFile: '/home/ann/pd/config.toml',
    store: '/home/ann/pd/state.db',
    logFile: '/home/ann/pd/log/pocketdex.log',
    controlSocket: '/home/ann/pd/control.sock',
    filesDir: '/home/ann/pd/files',
  });
  expect(on('linux', { env, home: 'here' }).stateDir).toBe('/work/here');
  expect(on('darwin', { env, home: '/there' }).logDir).toBe('/there/log');
});

test('a socket whose path would be too long stands in a short place of its own', () => {
  const deep = (end: string) => on('linux', { home: `/${'x'.repeat(100)}/${end}` }).controlSocket;
  expect(deep('a')).toMatch(/^\/tmp\/pocketdex-[0-9a-f]{16}\/control\.sock$/);
  expect(deep('a')).toBe(deep('a'));
  expect(deep('a')).not.toBe(deep('b'));
});

test('a pocketdex.toml beside a single-file program is the configuration', () => {
  const programDir = mkdtempSync(join(tmpdir(), 'pdx-places-'));
  onTestFinished(() => rmSync(programDir, { recursive: true, force: true }));
  const usual = on('linux').configFile;
  expect(on('linux', { programDir }).configFile).toBe(usual);
  writeFileSync(join(programDir, 'pocketdex.toml'), '');
  expect(on('linux', { programDir }).configFile).toBe(join(programDir, 'pocketdex.toml'));
});

test('only a tilde that stands for the home is expanded', () => {
  expect(['~', '~/a', '~ann/a', '/~/a', 'a~'].map((path) => expandHome(path, '/h'))).toEqual([
    '/h',
    '/h/a',
    '~ann/a',
    '/~/a',
    'a~',
  ]);
});
