// Runs a script or a tool of node_modules on a Node that can read our sources (>= 22.18): the host's
// own when it is new enough, else the one that the development package `dev-node` brought.
// It must parse on the oldest host Node, so it is plain JavaScript.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function developmentNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  const os = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const name = `node-${os}-${process.arch}/package.json`;
    const found = createRequire(join(root, 'package.json')).resolve(name);
    return join(dirname(found), 'bin', os === 'win' ? 'node.exe' : 'node');
  } catch {
    console.error(`Development needs Node 22.18 or newer (found ${process.version}).`);
    process.exit(1);
  }
}

/** A tool is named by its package, or `package:bin` where the package has several. */
function entryOf(tool) {
  const [name, bin = name.split('/').pop()] = tool.split(':');
  const dir = join(root, 'node_modules', name);
  const declared = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')).bin;
  return join(dir, typeof declared === 'string' ? declared : declared[bin]);
}

const exe = developmentNode();
const [first = '', ...rest] = process.argv.slice(2);
const script = /\.[cm]?[jt]s$/.test(first) ? first : entryOf(first);
const PATH = [dirname(exe), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
const child = spawn(exe, [script, ...rest], { stdio: 'inherit', env: { ...process.env, PATH } });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
