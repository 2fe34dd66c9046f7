import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { systemClock } from '../../base/clock.ts';
import { findCodex } from '../../engine/codex/index.ts';
import { PocketdexError } from '../../model/error.ts';

/**
 * The Codex to show: the one that came with this package, else the person's own.
 *
 * @throws {PocketdexError} `ENGINE_NOT_FOUND`
 */
export function demoCodex(): string {
  const found = pinned() ?? findCodex('codex');
  if (found !== undefined) return found;
  throw new PocketdexError(
    'ENGINE_NOT_FOUND',
    'The demo shows the real Codex, and there is none.',
    'Install it with `npm install -g @openai/codex`; no account is needed for the demo.',
  );
}

function pinned(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve('@openai/codex/package.json');
    return findCodex(join(dirname(manifest), 'bin/codex.js'));
  } catch {
    return undefined;
  }
}

/** A `codex` that leaves its process id: the server outlives the bridge, and the demo must end it. */
export const wrapperScript = (codex: string, pidFile: string): string =>
  `#!/bin/sh\necho $$ >> '${pidFile}'\nexec '${codex}' "$@"\n`;

/** Ends every server that was started, with what it has started, and waits until they are gone. */
export async function endServers(pidFile: string): Promise<void> {
  const pids = serversOf(pidFile);
  killServers(pidFile);
  for (let tries = 0; tries < 100 && pids.some(isThere); tries++) await systemClock.sleep(20);
}

/** The same without waiting, for a process that is about to end. */
export function killServers(pidFile: string): void {
  for (const pid of serversOf(pidFile)) {
    // A server leads a process group of its own (src/engine/codex/server/start.ts).
    send(-pid, 'SIGKILL');
    send(pid, 'SIGKILL');
  }
}

function serversOf(pidFile: string): readonly number[] {
  try {
    return readFileSync(pidFile, 'utf8').trim().split('\n').map(Number).filter(Boolean);
  } catch {
    return [];
  }
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

const isThere = (pid: number): boolean => send(pid, 0);
