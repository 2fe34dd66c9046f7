import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { isLoose } from '../../base/modes.ts';
import type { Config } from '../../config/config.ts';
import type { Places } from '../../config/places.ts';
import { PocketdexError } from '../../model/error.ts';
import { inspectStore } from '../../store/inspect.ts';
import type { Health } from '../health.ts';
import { type Check, failed, noted, passed, warned } from './report.ts';

/** Projects are there, and neither our program nor our files lie where Codex may write. */
export function checkDirectories(
  { projects, roots }: Config,
  { stateDir }: Places,
  programDir: string,
): readonly Check[] {
  const missing = [...projects, ...roots]
    .filter(({ path }) => statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    .map(({ name, path }) =>
      failed('directories', `${name} is no directory: ${path}.`, 'Make it, or mend its path.'),
    );
  const inside = projects.flatMap(({ name, path }) =>
    [
      { what: 'The state of pocketdex', dir: stateDir },
      { what: 'The program pocketdex', dir: programDir },
    ]
      .filter(({ dir }) => isWithin(dir, path))
      .map(({ what }) =>
        warned(
          'directories',
          `${what} lies inside the project ${name}, where Codex can change it.`,
          'Keep it elsewhere: --home for the state, another installation for the program.',
        ),
      ),
  );
  const found = [...missing, ...inside];
  return found.length > 0 ? found : [passed('directories', 'All projects are there.')];
}

function isWithin(inner: string, outer: string): boolean {
  const way = relative(real(outer), real(inner));
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !/^\w:/.test(way));
}

const real = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

type SetAside = Pick<Health, 'deadUpdates' | 'deadMessages'>;

/** @param running what a running bridge tells; undefined when none runs */
export function checkDatabase({ store }: Places, running: SetAside | undefined): Check {
  try {
    if (!existsSync(store)) return noted('database', 'It is made at the first start.');
    const { deadUpdates, deadMessages } = running ?? inspectStore(store);
    const told = [
      ...(deadUpdates > 0 ? [`${deadUpdates} updates were set aside after several tries.`] : []),
      ...(deadMessages > 0 ? [`${deadMessages} messages were refused by Telegram.`] : []),
    ];
    return told.length === 0
      ? passed('database', 'It is whole, and nothing was set aside.')
      : warned('database', told.join(' '), 'The log says why; send those messages again.');
  } catch (error) {
    if (!(error instanceof PocketdexError)) throw error;
    return failed('database', error.message, error.remedy);
  }
}

/** What is ours is for its owner alone. */
export function checkModes(places: Places): Check {
  const directories = [places.stateDir, places.logDir, dirname(places.configFile)];
  const files = [places.configFile, places.store, places.logFile, join(places.logDir, 'codex.log')];
  const loose = [
    ...new Set(directories.filter(isLoose).map((path) => `chmod 700 ${path}`)),
    ...files.filter(isLoose).map((path) => `chmod 600 ${path}`),
  ];
  if (loose.length === 0) return passed('modes', 'Only you can read what is ours.');
  return warned('modes', 'Others on this machine can look into it.', `Run: ${loose.join('; ')}`);
}
