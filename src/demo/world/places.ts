import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { codexConfig } from '../scripted-model/config.ts';
import { wrapperScript } from './codex-program.ts';

/** Everything that the demo keeps, in one temporary directory. */
export interface DemoPlaces extends Disposable {
  readonly root: string;
  /** `POCKETDEX_HOME`. */
  readonly home: string;
  readonly codexHome: string;
  readonly project: string;
  /** Holds the `codex` that the bridge finds. */
  readonly bin: string;
  /** Process ids of the Codex servers, one a line. */
  readonly pidFile: string;
  /** For the bridge and for Codex. */
  readonly temporary: string;
}

export interface DemoFacts {
  readonly modelUrl: string;
  readonly telegramUrl: string;
  readonly token: string;
  readonly owner: number;
  readonly user: number;
  /** The native Codex program. */
  readonly codex: string;
}

export function makePlaces(facts: DemoFacts): DemoPlaces {
  const root = realpathSync(mkdtempSync(join(shortTmp(), 'pdxd-')));
  const at = (name: string): string => join(root, name);
  const places = {
    root,
    home: at('b'),
    codexHome: at('h'),
    project: at('shop'),
    bin: at('bin'),
    pidFile: at('pids'),
    temporary: at('t'),
  };
  const { home, codexHome, project, bin, pidFile, temporary } = places;
  for (const dir of [home, codexHome, bin, temporary]) mkdirSync(dir, { mode: 0o700 });
  write(join(home, 'config.toml'), bridgeConfig(facts, project));
  write(join(codexHome, 'config.toml'), codexConfig(facts.modelUrl));
  write(join(bin, 'codex'), wrapperScript(facts.codex, pidFile));
  chmodSync(join(bin, 'codex'), 0o700);
  for (const [name, text] of Object.entries(projectFiles)) write(join(project, name), text);
  // A command that an interrupted turn left running may still write here.
  const remove = (): void =>
    rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  // For a demo that ends without its clean-up.
  process.once('exit', remove);
  return {
    ...places,
    [Symbol.dispose]: () => {
      process.off('exit', remove);
      remove();
    },
  };
}

// The path of a Unix socket takes at most 104 bytes on macOS, whose own temporary directory is long.
const shortTmp = (): string => (tmpdir().length > 20 ? '/tmp' : tmpdir());

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o600 });
}

const bridgeConfig = (
  { token, telegramUrl, owner, user }: DemoFacts,
  project: string,
): string => `telegram.bot_token = "${token}"
telegram.api_root = "${telegramUrl}"
telegram.chat_ids = [${owner}, ${user}]
access = { owners = [${owner}], users = [${user}] }
projects = [{ name = "shop", path = "${project}", default = true }]
`;

/** A small shop with a mistake in it. */
const projectFiles: Readonly<Record<string, string>> = {
  'CHANGELOG.md': '# Changelog\n\n## Unreleased\n',
  'src/redirect.js': `/** Where to go after the login. */
export const redirect = (url) => {
  const { pathname } = new URL(url);
  return \`/login?next=\${pathname}\`;
};
`,
  'test/login.sh': `grep -q search src/redirect.js && echo 'ok: the query string is kept' && exit
echo 'failed: the query string is lost'
exit 1
`,
};
