import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Loaded, loadConfig } from '../../src/config/load.ts';
import { PocketdexError } from '../../src/model/error.ts';

export const token = '123:abc';
export const minimal = `[telegram]\nbot_token = "${token}"\n`;

export interface Setting {
  readonly dir: string;
  readonly file: string;
  readonly load: () => Loaded;
  readonly write: (toml: string, mode?: number) => void;
}

/** A directory with a configuration in it, and the user's home beside it. */
export function setting(toml?: string, env: NodeJS.ProcessEnv = {}): Setting {
  const dir = mkdtempSync(join(tmpdir(), 'pdx-config-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'config.toml');
  const write = (text: string, mode = 0o600): void => writeFileSync(file, text, { mode });
  if (toml !== undefined) write(toml);
  return { dir, file, write, load: () => loadConfig({ file, env, userHome: '/home/ann' }) };
}

export const configOf = (toml: string, env: NodeJS.ProcessEnv = {}) =>
  setting(toml, env).load().config;

/** What the person is told. */
export function refusalOf(load: () => unknown): PocketdexError {
  try {
    load();
  } catch (error) {
    if (error instanceof PocketdexError) return error;
    throw error;
  }
  throw new Error('It was taken.');
}
