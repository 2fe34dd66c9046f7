import { homedir, tmpdir } from 'node:os';
import { dirname } from 'node:path';
import process from 'node:process';
import { type Loaded, loadConfig } from '../config/load.ts';
import { findPlaces, type Places } from '../config/places.ts';

/** What this process knows of its surroundings. */
export interface Here {
  readonly places: Places;
  readonly env: NodeJS.ProcessEnv;
  readonly userHome: string;
  /** Directory of the program's own file. */
  readonly programDir: string;
  readonly load: () => Loaded;
}

/** @param home as given by `--home` */
export function here(home: string | undefined): Here {
  const { env, platform } = process;
  const userHome = homedir();
  const surroundings = { platform, env, userHome, home, cwd: process.cwd(), tempDir: tmpdir() };
  const single = isSingleFile() ? dirname(process.execPath) : undefined;
  const places = findPlaces({ ...surroundings, programDir: single });
  return {
    places,
    env,
    userHome,
    programDir: single ?? dirname(process.argv[1] ?? process.execPath),
    load: () => loadConfig({ file: places.configFile, env, userHome }),
  };
}

/** The program and its engine are one file: made by Bun, or by Node (`node:sea`). */
const isSingleFile = (): boolean =>
  import.meta.url.includes('$bunfs') ||
  import.meta.url.includes('~BUN') ||
  process.getBuiltinModule('node:sea').isSea();
