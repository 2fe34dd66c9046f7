import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from '../../base/process/output.ts';
import type { Config } from '../../config/config.ts';
import { isOlder, oldestServer } from '../../engine/codex/connection/handshake.ts';
import { findCodex } from '../../engine/codex/server/binary.ts';
import { type Check, failed, noted, passed } from './report.ts';

const mend = 'Run `npm install -g @openai/codex@latest`.';
const withinMs = 10_000;

/** The program that would be started, and its version. */
export async function checkEngine(
  { codex }: Config,
  searchPath: string,
  signal: AbortSignal,
): Promise<Check> {
  if (codex.endpoint !== undefined) {
    return noted('engine', `Codex is asked for at ${codex.endpoint}; no program is needed here.`);
  }
  const program = findCodex(codex.command, searchPath);
  if (program === undefined) {
    return failed(
      'engine',
      `There is no program ${codex.command}.`,
      `${mend} Or set codex.command.`,
    );
  }
  // "codex-cli 0.169.0"
  const { stdout } = await outputOf(program, ['--version'], withinMs, signal);
  const version = /(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) {
    return failed(
      'engine',
      `${program} does not tell its version.`,
      `${mend} Or set codex.command.`,
    );
  }
  if (isOlder(version, oldestServer)) {
    return failed('engine', `Codex is ${version}; ${oldestServer} or newer is needed.`, mend);
  }
  return passed('engine', `Codex ${version} at ${program}.`);
}

/** Providers of one's own need no login, so that none is no failure. */
export const checkLogin = ({ codex }: Config): Check =>
  existsSync(join(codex.home, 'auth.json'))
    ? passed('login', `Codex has a login in ${codex.home}.`)
    : noted(
        'login',
        `There is no login in ${codex.home}.`,
        'Run `codex login`, unless your model provider needs none.',
      );
