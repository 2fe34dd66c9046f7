import process from 'node:process';
import { isAbort } from '../base/abort.ts';
import { systemClock } from '../base/clock.ts';
import { createLog } from '../base/log.ts';
import { type LogFile, openLogFile } from '../base/log-file.ts';
import { makePrivateDirectory } from '../base/modes.ts';
import { createRedactor, type Redactor } from '../base/redact.ts';
import { secretsOf } from '../config/config.ts';
import type { Loaded } from '../config/load.ts';
import { PocketdexError } from '../model/error.ts';
import { explain } from './explain.ts';
import { type Here, here } from './here.ts';
import { endOnBugs, stopOnSignals } from './lifetime.ts';
import { keepHeapSmall } from './small-heap.ts';
import { version } from './version.ts';

/** The bridge in the foreground, until it is told to stop. @returns the exit code */
export async function run(home: string | undefined): Promise<number> {
  keepHeapSmall();
  const redactor = createRedactor();
  try {
    const surroundings = here(home);
    refuseWireLogs(surroundings.env);
    const first = surroundings.load();
    for (const dir of [surroundings.places.stateDir, surroundings.places.logDir]) {
      makePrivateDirectory(dir);
    }
    using file = openLogFile(surroundings.places.logFile, first.config.log.lines);
    const follow = (loaded: Loaded): Loaded => {
      redactor.learn(secretsOf(loaded.config));
      file.keep(loaded.config.log.lines);
      return loaded;
    };
    await runUntilStopped(surroundings, follow(first), follow, file, redactor);
    return 0;
  } catch (error) {
    return explain(error, redactor);
  }
}

async function runUntilStopped(
  { places, env, userHome, load }: Here,
  loaded: Loaded,
  follow: (loaded: Loaded) => Loaded,
  file: LogFile,
  redactor: Redactor,
): Promise<void> {
  const { level } = loaded.config.log;
  const log = createLog({ level, redactor, clock: systemClock, write: file.write });
  using stop = stopOnSignals();
  using _bugs = endOnBugs(log, redactor);
  const { runBridge } = await import('../app/bridge.ts');
  const { serveControl } = await import('../app/control.ts');
  const control: Promise<void>[] = [];
  try {
    log.info('starting', { version, node: process.versions.node });
    await runBridge({
      ...{ places, loaded, log, env, userHome, version },
      load: () => follow(load()),
      onReady: () => {
        log.info('ready');
        console.log('pocketdex ready');
      },
      onHealth: (health) => {
        const toldToStop = (): object => {
          stop.now();
          return { stopping: true };
        };
        const handlers = { status: health, stop: toldToStop };
        const serving = serveControl(places.controlSocket, handlers, stop.signal);
        // Without it only `check` is poorer.
        const told = (error: unknown): void => log.warn('no control socket', { error });
        control.push(serving.catch(told));
      },
      signal: stop.signal,
    });
  } catch (error) {
    if (!isAbort(error)) log.error('ended by a failure', { error });
    if (!stop.signal.aborted) throw error;
  } finally {
    stop.now();
    await Promise.all(control);
    log.info('stopped');
  }
}

// Both print the URLs of calls, which hold the token (telegram.md 7.7).
function refuseWireLogs(env: NodeJS.ProcessEnv): void {
  const isTold = /\bhttps?\b/.test(env['NODE_DEBUG'] ?? '');
  if (!isTold && !/grammy|(?:^|[,\s])\*/.test(env['DEBUG'] ?? '')) return;
  throw new PocketdexError(
    'CONFIG_INVALID',
    'DEBUG or NODE_DEBUG would print the bot token.',
    'Unset both and start again.',
  );
}
