import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import process from 'node:process';

// npm's `codex` is a Node script that starts the native program and stays beside it (about 40 MB). A
// server of ours runs for weeks, so the script is looked through (@openai/codex 0.169.0, bin/codex.js).
const targets: Readonly<Record<string, string>> = {
  'linux-x64': 'x86_64-unknown-linux-musl',
  'linux-arm64': 'aarch64-unknown-linux-musl',
  'darwin-x64': 'x86_64-apple-darwin',
  'darwin-arm64': 'aarch64-apple-darwin',
  'win32-x64': 'x86_64-pc-windows-msvc',
  'win32-arm64': 'aarch64-pc-windows-msvc',
};

/**
 * The native Codex program behind a command name or a path.
 *
 * @param command `codex`, looked up in `searchPath`, or an absolute path
 * @returns an absolute path, or undefined when there is no such program
 */
export function findCodex(command: string, searchPath = process.env['PATH'] ?? '') {
  const places = isAbsolute(command)
    ? [command]
    : searchPath.split(delimiter).flatMap((dir) => names(command).map((name) => join(dir, name)));
  const found = places.find(isProgram);
  return found && behindNpm(realpathSync(found));
}

const names = (command: string): readonly string[] =>
  process.platform === 'win32' ? [`${command}.exe`, `${command}.cmd`] : [command];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function behindNpm(path: string): string {
  if (!path.endsWith('codex.js')) return path;
  const { platform, arch } = process;
  const target = targets[`${platform}-${arch}`];
  if (target === undefined) return path;
  const name = platform === 'win32' ? 'codex.exe' : 'codex';
  const inner = join('vendor', target, 'bin', name);
  try {
    const manifest = createRequire(path).resolve(`@openai/codex-${platform}-${arch}/package.json`);
    const native = join(dirname(manifest), inner);
    return isProgram(native) ? native : path;
  } catch {
    const native = join(dirname(dirname(path)), inner);
    return isProgram(native) ? native : path;
  }
}
