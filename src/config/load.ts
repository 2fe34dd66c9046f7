import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { refuseLoose } from '../base/modes.ts';
import { PocketdexError } from '../model/error.ts';
import { buildConfig, type Surroundings } from './build.ts';
import type { Config } from './config.ts';
import { problemsOf } from './problems/issues.ts';
import { keyLines } from './problems/key-lines.ts';
import { configInvalid, type Problem } from './problems/problem.ts';
import { knownKeys } from './schema/known-keys.ts';
import { configSchema, type Written } from './schema/schema.ts';
import { stampOf } from './stamp.ts';
import { isToken, placeOfToken, readTokenFile } from './token.ts';

export interface LoadOptions {
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
  readonly userHome: string;
}

export interface Loaded {
  readonly config: Config;
  /** What it was read from, each with its stamp from before the reading. */
  readonly stamps: ReadonlyMap<string, string>;
}

/**
 * Reads and checks the configuration, all of it at once.
 *
 * @throws {PocketdexError} CONFIG_MISSING, CONFIG_INVALID with every problem and its line, MODES_TOO_LOOSE
 */
export function loadConfig({ file, env, userHome }: LoadOptions): Loaded {
  const stamps = new Map([[file, stampOf(file)]]);
  const toml = read(file);
  const around: Surroundings = { env, userHome, baseDir: dirname(file) };
  const written = check(file, toml);
  const place = placeOfToken(written, around);
  if (place.type === 'file') stamps.set(place.path, stampOf(place.path));
  const found = tokenAt(place);
  const problems = [
    ...namesTwice(written, toml),
    ...('token' in found ? [] : [found.problem(toml)]),
  ];
  if (problems.length > 0 || !('token' in found)) throw configInvalid(file, problems);
  const holdsSecret = written.telegram.bot_token ?? written.voice.api_key;
  if (holdsSecret !== undefined) refuseLoose(file);
  return { config: buildConfig(written, found.token, around), stamps };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new PocketdexError(
        'CONFIG_MISSING',
        `There is no configuration at ${file}.`,
        'Write one that names at least bot_token in [telegram] and owners in [access].',
      );
    }
    throw new PocketdexError(
      'CONFIG_INVALID',
      `${file} cannot be read.`,
      'Make it a file that you may read.',
    );
  }
}

function check(file: string, toml: string): Written {
  let table: unknown;
  try {
    table = parse(toml, { unsafeKeyBehaviour: 'throw' });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // The first line only: the rest repeats the text, which may hold the token.
    const [what = ''] = error.message.split('\n');
    throw configInvalid(file, [{ line: error.line, message: what }]);
  }
  const checked = configSchema.safeParse(table, { reportInput: true });
  if (checked.success) return checked.data;
  throw configInvalid(file, problemsOf(checked.error.issues, toml, knownKeys(configSchema)));
}

type Found = { readonly token: string } | { readonly problem: (toml: string) => Problem };

function tokenAt(place: ReturnType<typeof placeOfToken>): Found {
  const problem = (key: string, message: string, hint?: string): Found => ({
    problem: (toml) => ({ line: keyLines(toml)(['telegram', key]), message, hint }),
  });
  switch (place.type) {
    case 'problem':
      return problem(place.key, place.message, place.hint);
    case 'file': {
      const read = readTokenFile(place.path);
      return 'token' in read ? read : problem('bot_token_file', read.wrong);
    }
    case 'inline':
      if (isToken(place.token)) return place;
      return problem('bot_token', 'POCKETDEX_TELEGRAM_TOKEN holds no bot token');
  }
}

function namesTwice({ projects, roots = [] }: Written, toml: string): readonly Problem[] {
  const lineOf = keyLines(toml);
  const doubled = (table: string, names: readonly string[]): readonly Problem[] =>
    names.flatMap((name, at) =>
      names.indexOf(name) === at
        ? []
        : [
            {
              line: lineOf([table, at, 'name']),
              message: `a second ${table.slice(0, -1)} "${name}"`,
            },
          ],
    );
  const second = projects.flatMap((project, at) => (project.default ? [at] : []))[1];
  const defaults: readonly Problem[] =
    second === undefined
      ? []
      : [{ line: lineOf(['projects', second, 'default']), message: 'a second default project' }];
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
  return [...doubled('projects', names(projects)), ...doubled('roots', names(roots)), ...defaults];
}
