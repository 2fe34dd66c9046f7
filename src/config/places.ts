import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** Where everything of ours lies. All absolute. */
export interface Places {
  readonly configFile: string;
  /** 0700; holds the store, the control socket and what is beside them. */
  readonly stateDir: string;
  readonly store: string;
  readonly logDir: string;
  readonly logFile: string;
  /** A socket's path, on Windows a pipe's name. */
  readonly controlSocket: string;
  /** What people send; Codex reads there. */
  readonly filesDir: string;
}

export interface PlacesOptions {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The user's home directory. */
  readonly userHome: string;
  readonly cwd: string;
  readonly tempDir: string;
  /** `--home`: wins over `POCKETDEX_HOME`. */
  readonly home?: string | undefined;
  /** Directory of a single-file program: a `pocketdex.toml` in it is the configuration. */
  readonly programDir?: string | undefined;
}

// The address of a Unix socket holds 104 bytes on macOS and 108 on Linux, the final NUL included.
const longestSocketPath = 100;

export function findPlaces(options: PlacesOptions): Places {
  const path = options.platform === 'win32' ? win32 : posix;
  const { configDir, stateDir, logDir } = directories(options, path);
  const beside = options.programDir && path.join(options.programDir, 'pocketdex.toml');
  return {
    configFile: beside && existsSync(beside) ? beside : path.join(configDir, 'config.toml'),
    stateDir,
    store: path.join(stateDir, 'state.db'),
    logDir,
    logFile: path.join(logDir, 'pocketdex.log'),
    controlSocket: socketIn(stateDir, options, path),
    filesDir: path.join(stateDir, 'files'),
  };
}

type PathModule = typeof posix;
type Directories = Record<'configDir' | 'stateDir' | 'logDir', string>;

function directories(options: PlacesOptions, path: PathModule): Directories {
  const { env, userHome } = options;
  const home = options.home || env['POCKETDEX_HOME'];
  const inOne = (dir: string, logDir = path.join(dir, 'log')): Directories => ({
    configDir: dir,
    stateDir: dir,
    logDir,
  });
  if (home) return inOne(path.resolve(options.cwd, expandHome(home, userHome)));
  if (options.platform === 'win32') {
    const roaming = env['APPDATA'] || path.join(userHome, 'AppData', 'Roaming');
    return inOne(path.join(roaming, 'pocketdex'));
  }
  if (options.platform === 'darwin') {
    const library = path.join(userHome, 'Library');
    const dir = path.join(library, 'Application Support', 'pocketdex');
    return inOne(dir, path.join(library, 'Logs', 'pocketdex'));
  }
  const state = env['XDG_STATE_HOME'] || path.join(userHome, '.local', 'state');
  const config = env['XDG_CONFIG_HOME'] || path.join(userHome, '.config');
  return { ...inOne(path.join(state, 'pocketdex')), configDir: path.join(config, 'pocketdex') };
}

function socketIn(stateDir: string, options: PlacesOptions, path: PathModule): string {
  const name = createHash('sha256').update(stateDir).digest('hex').slice(0, 16);
  if (options.platform === 'win32') return `\\\\.\\pipe\\pocketdex-${name}`;
  const usual = path.join(stateDir, 'control.sock');
  if (Buffer.byteLength(usual) <= longestSocketPath) return usual;
  return path.join(options.tempDir, `pocketdex-${name}`, 'control.sock');
}

/** `~` and `~/…` are the user's home; everything else stays. */
export const expandHome = (path: string, userHome: string): string =>
  /^~(?=$|[/\\])/.test(path) ? userHome + path.slice(1) : path;
